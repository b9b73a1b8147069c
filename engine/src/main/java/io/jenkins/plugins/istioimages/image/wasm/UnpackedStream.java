package io.jenkins.plugins.istioimages.image.wasm;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what was unpacked and ends a layer that unpacks to more than anyone would look through. */
final class UnpackedStream extends FilterInputStream {
    private static final long MAX = 4L * 1024 * 1024 * 1024;

    private long count;

    UnpackedStream(InputStream in) {
        super(in);
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            count += read;
        }
        if (count > MAX) {
            throw new IOException("it unpacks to more than " + MAX + " bytes");
        }
        return read;
    }

    @Override
    public long skip(long wanted) throws IOException {
        // The inner stream's skip would pass bytes by uncounted.
        byte[] scratch = new byte[(int) Math.max(1, Math.min(wanted, 8192))];
        int read = wanted <= 0 ? 0 : read(scratch, 0, (int) Math.min(wanted, scratch.length));
        return Math.max(0, read);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
