package io.jenkins.plugins.istioimages.publish;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Bytes that are written once and then read as often as need be: little ones in memory, others in a temporary file whose
 * name is removed as soon as it is open, so that none is left behind however the process ends.
 */
final class Spool extends OutputStream implements LayerContent {
    /** Far more layers than images have fit into memory at this size. */
    private static final int IN_MEMORY = 32 * 1024;

    private final Path directory;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private FileChannel file;
    private long size;

    /** @param directory for the file; there already */
    Spool(Path directory) {
        this.directory = directory;
    }

    long size() {
        return size;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (file == null && size + length <= IN_MEMORY) {
            memory.write(bytes, offset, length);
        } else {
            if (file == null) {
                file = openNameless();
                append(memory.toByteArray(), 0, memory.size());
                memory = null;
            }
            append(bytes, offset, length);
        }
        size += length;
    }

    /** Ends writing; reading goes on. */
    @Override
    public void close() {
        // Nothing is held back.
    }

    @Override
    public InputStream open() {
        return file == null ? new ByteArrayInputStream(memory.toByteArray()) : new Reader(file, size);
    }

    /** Gives memory or disk back; nobody may read any more. */
    void discard() throws IOException {
        memory = null;
        if (file != null) {
            file.close();
        }
    }

    /** On POSIX systems Java removes the name of such a file right after it was opened. */
    private FileChannel openNameless() throws IOException {
        return FileChannel.open(
                directory.resolve("istio-images-" + UUID.randomUUID() + ".tmp"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    private void append(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    /** Reads at places of its own; several may be open. */
    private static final class Reader extends InputStream {
        private final FileChannel file;
        private final long end;
        private long position;

        Reader(FileChannel file, long end) {
            this.file = file;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (position >= end) {
                return -1;
            }
            int count = file.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, end - position)), position);
            if (count < 0) {
                throw new EOFException("a temporary file has become shorter");
            }
            position += count;
            return count;
        }

        @Override
        public long skip(long count) {
            long skipped = Math.max(0, Math.min(count, end - position));
            position += skipped;
            return skipped;
        }
    }
}
