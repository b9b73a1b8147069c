package io.jenkins.plugins.istioimages.publish.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What shall become an object.
 *
 * @param source gives the bytes, any number of times
 * @param size in bytes
 * @param sha256 of all bytes, in hex; kept with the object
 * @param contentType what browsers are told it is
 * @param cacheControl what caches are told
 */
public record Upload(Source source, long size, String sha256, String contentType, Optional<String> cacheControl) {
    /** Bytes that can be read again. */
    @FunctionalInterface
    public interface Source {
        /** The bytes from one of them on. */
        InputStream from(long offset) throws IOException;
    }

    /** A file's content, which must not change meanwhile. */
    public static Upload of(Path file, long size, String sha256, String contentType) {
        return new Upload(
                offset -> {
                    SeekableByteChannel channel = Files.newByteChannel(file);
                    channel.position(offset);
                    return Channels.newInputStream(channel);
                },
                size,
                sha256,
                contentType,
                Optional.empty());
    }

    /** What stands in memory. */
    public static Upload of(byte[] bytes, String contentType) {
        return new Upload(
                offset -> new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset),
                bytes.length,
                Checksums.sha256(bytes),
                contentType,
                Optional.empty());
    }

    /** The same, with a word to caches. */
    public Upload cached(String control) {
        return new Upload(source, size, sha256, contentType, Optional.of(control));
    }
}
