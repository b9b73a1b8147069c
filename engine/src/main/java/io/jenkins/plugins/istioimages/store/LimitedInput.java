package io.jenkins.plugins.istioimages.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The next bytes of a stream, as many as were announced; fewer are an error. */
public final class LimitedInput extends InputStream {
    private final InputStream in;
    private final boolean shared;
    private long left;

    private LimitedInput(InputStream in, long length, boolean shared) {
        this.in = in;
        this.left = length;
        this.shared = shared;
    }

    /** Closes the stream with itself. */
    public static LimitedInput of(InputStream in, long length) {
        return new LimitedInput(in, length, false);
    }

    /** Leaves the stream open: what follows in it is read by others. */
    public static LimitedInput ofShared(InputStream in, long length) {
        return new LimitedInput(in, length, true);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        int count = in.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("it ends " + left + " bytes too early");
        }
        left -= count;
        return count;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(left, in.available());
    }

    @Override
    public void close() throws IOException {
        if (!shared) {
            in.close();
        }
    }
}
