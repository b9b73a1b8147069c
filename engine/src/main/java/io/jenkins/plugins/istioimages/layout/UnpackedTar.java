package io.jenkins.plugins.istioimages.layout;

import io.jenkins.plugins.istioimages.store.FileSlice;
import io.jenkins.plugins.istioimages.store.NamelessFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The tar in a compressed archive, so that more than one of its files can be reached without reading all before it again:
 * unpacked once, when a second file is asked for, into a file without a name.
 */
final class UnpackedTar implements AutoCloseable {
    private static final int BUFFER = 128 * 1024;

    private final ArchiveFile file;
    private final Path directory;
    private int asked;
    private FileChannel unpacked;

    /** @param directory for the temporary file */
    UnpackedTar(ArchiveFile file, Path directory) {
        this.file = file;
        this.directory = directory;
    }

    /**
     * Some bytes of the tar.
     *
     * @param length of the whole tar
     * @return empty where the archive is better read from its beginning: the first time, or when the disk is too small
     */
    synchronized Optional<InputStream> open(long offset, long size, long length) throws IOException {
        asked++;
        if (unpacked == null && asked > 1 && hasRoom(length)) {
            unpacked = unpack();
        }
        return Optional.ofNullable(unpacked).map(channel -> FileSlice.ofShared(channel, offset, size));
    }

    @Override
    public synchronized void close() throws IOException {
        if (unpacked != null) {
            unpacked.close();
        }
    }

    /** Leaves as much again for others. */
    private boolean hasRoom(long length) throws IOException {
        return Files.getFileStore(directory).getUsableSpace() / 2 > length;
    }

    private FileChannel unpack() throws IOException {
        FileChannel channel = NamelessFile.open(directory);
        try (InputStream in = file.open()) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                ByteBuffer part = ByteBuffer.wrap(buffer, 0, count);
                while (part.hasRemaining()) {
                    channel.write(part);
                }
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
