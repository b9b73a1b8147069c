package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.store.FileSlice;
import io.jenkins.plugins.istioimages.store.NamelessFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Bytes that are written once and then read as often as need be: little ones in memory, others in a file without a
 * name.
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
                file = NamelessFile.open(directory);
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
        return file == null ? new ByteArrayInputStream(memory.toByteArray()) : FileSlice.ofShared(file, 0, size);
    }

    /** Gives memory or disk back; nobody may read any more. */
    void discard() throws IOException {
        memory = null;
        if (file != null) {
            file.close();
        }
    }

    private void append(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }
}
