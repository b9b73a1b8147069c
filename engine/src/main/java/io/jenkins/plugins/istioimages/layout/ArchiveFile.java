package io.jenkins.plugins.istioimages.layout;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.store.FileSlice;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;

/**
 * The file of an archive, a tar that may be compressed with gzip.
 *
 * @param path of the file
 * @param compression of the whole file, told by its first bytes
 */
record ArchiveFile(Path path, Compression compression) {
    private static final int BUFFER = 64 * 1024;

    /** @throws InputException if there is no such file, or it is compressed in a way this code does not read */
    static ArchiveFile of(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new InputException("'" + path + "' is no file: expected an image archive, a tar or tar.gz");
        }
        byte[] start = new byte[Compression.MAGIC_LENGTH];
        int length;
        try (InputStream in = Files.newInputStream(path)) {
            length = in.readNBytes(start, 0, start.length);
        }
        Compression compression = Compression.of(start, length);
        if (compression == Compression.ZSTD) {
            throw new InputException(
                    "'" + path + "' is compressed with zstd: image archives are read as tar or tar.gz");
        }
        return new ArchiveFile(path, compression);
    }

    /** Whether a byte in the middle is reached without reading all before it. */
    boolean isSeekable() {
        return compression == Compression.NONE;
    }

    /** The tar from its first byte. */
    InputStream open() throws IOException {
        InputStream file = Files.newInputStream(path);
        if (isSeekable()) {
            return new BufferedInputStream(file);
        }
        try {
            return new BufferedInputStream(new GZIPInputStream(new BufferedInputStream(file, BUFFER), BUFFER), BUFFER);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Some bytes of a seekable archive. */
    InputStream open(long offset, long size) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        return FileSlice.of(channel, offset, size);
    }
}
