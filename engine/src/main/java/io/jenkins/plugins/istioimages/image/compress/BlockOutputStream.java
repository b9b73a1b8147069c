package io.jenkins.plugins.istioimages.image.compress;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes bytes on in blocks of one size, whatever sizes they are written in: no compressor's result may depend on how its
 * input happened to be cut.
 */
final class BlockOutputStream extends OutputStream {
    private static final int BLOCK = 128 * 1024;

    private final OutputStream out;
    private final byte[] block = new byte[BLOCK];
    private int filled;

    BlockOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, BLOCK - filled);
            System.arraycopy(bytes, offset + done, block, filled, part);
            filled += part;
            done += part;
            if (filled == BLOCK) {
                out.write(block, 0, BLOCK);
                filled = 0;
            }
        }
    }

    /** Nothing is passed on early: that would cut a block. */
    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
        try (out) {
            if (filled > 0) {
                out.write(block, 0, filled);
                filled = 0;
            }
        }
    }
}
