package io.jenkins.plugins.istioimages.layout;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.store.NotFoundException;
import io.jenkins.plugins.istioimages.store.VerifyingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** The blobs of a layout, each a file {@code blobs/<algorithm>/<hex>} that appears with its full, verified content. */
final class LayoutBlobs {
    private static final int BUFFER = 128 * 1024;

    private final Path directory;

    LayoutBlobs(Path directory) {
        this.directory = directory;
    }

    Path path(Digest digest) {
        return directory.resolve(digest.algorithm().id()).resolve(digest.hex());
    }

    /** Size of the file; empty where there is none. */
    OptionalLong size(Digest digest) throws IOException {
        Path file = path(digest);
        try {
            return Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether a file of the right size is there; its content was verified when it was written. */
    boolean has(Descriptor blob) throws IOException {
        OptionalLong size = size(blob.digest());
        return size.isPresent() && size.getAsLong() == blob.size();
    }

    /** A stream that verifies what it reads. */
    InputStream open(Descriptor blob) throws IOException {
        Path file = path(blob.digest());
        try {
            return new VerifyingInputStream(Files.newInputStream(file), blob, file.toString());
        } catch (NoSuchFileException e) {
            throw new NotFoundException("blob " + blob.digest() + " does not exist in " + directory, e);
        }
    }

    /**
     * Writes a blob: to a file of its own, verified, made durable, then renamed to its place, where it replaces what a
     * crash or another tool may have left.
     *
     * @param in its bytes; read to the end and not closed
     * @param progress hears of the bytes as they are written
     */
    void write(Descriptor blob, InputStream in, Path temporary, LongConsumer progress) throws IOException {
        Path target = path(blob.digest());
        Files.createDirectories(target.getParent());
        try (FileChannel channel =
                        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            copy(new VerifyingInputStream(in, blob, "blob " + blob.digest()), out, progress);
            channel.force(true);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Makes the names of the blobs durable; their content already is. */
    void sync() throws IOException {
        try (var algorithms = Files.newDirectoryStream(directory)) {
            for (Path algorithm : algorithms) {
                if (Files.isDirectory(algorithm)) {
                    LayoutFiles.syncDirectory(algorithm);
                }
            }
        }
    }

    /** Writes a small file atomically. */
    static void replace(Path target, byte[] content, Path temporary) throws IOException {
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        LayoutFiles.syncDirectory(target.getParent());
    }

    private static void copy(InputStream in, OutputStream out, LongConsumer progress) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
            progress.accept(count);
        }
    }
}
