package io.jenkins.plugins.istioimages.catalog.contents;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * How many bytes may come out of one file. No release unpacks to a hundred times its size; what does is made to fill disks
 * and to keep machines busy.
 */
public final class ByteBudget {
    private static final long ALWAYS = 1L << 30;
    private static final long RATIO = 100;

    private final long limit;
    private long left;

    private ByteBudget(long limit) {
        this.limit = limit;
        this.left = limit;
    }

    /** For a file of some size: a gibibyte, or a hundred times its size if that is more. */
    public static ByteBudget ofFile(long size) {
        return of(Math.max(ALWAYS, size > Long.MAX_VALUE / RATIO ? Long.MAX_VALUE : size * RATIO));
    }

    /** For a number of bytes. */
    public static ByteBudget of(long bytes) {
        return new ByteBudget(bytes);
    }

    /** A stream whose bytes count, and which fails when there are too many. */
    public InputStream of(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                int count = read(one, 0, 1);
                return count < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = in.read(buffer, offset, length);
                spend(count);
                return count;
            }

            @Override
            public long skip(long count) throws IOException {
                long skipped = in.skip(count);
                spend(skipped);
                return skipped;
            }

            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }

    private synchronized void spend(long count) throws IOException {
        left -= Math.max(0, count);
        if (left < 0) {
            throw new IOException("it unpacks to more than " + limit + " bytes, which nothing in a release does");
        }
    }
}
