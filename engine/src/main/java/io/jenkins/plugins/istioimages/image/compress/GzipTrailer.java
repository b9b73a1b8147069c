package io.jenkins.plugins.istioimages.image.compress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * What every gzip file ends with (RFC 1952, 2.3.1): checksum and length of what was compressed. A program whose result ends
 * with others has lost something on the way, whatever its exit status. Input and output may be seen by two threads.
 */
final class GzipTrailer {
    private static final int LENGTH = 8;

    private final CRC32 checksum = new CRC32();
    private final byte[] last = new byte[LENGTH];
    private long length;

    /** Sees what goes in. */
    void in(byte[] bytes, int offset, int count) {
        checksum.update(bytes, offset, count);
        length += count;
    }

    /** Sees what comes out. */
    void out(byte[] bytes, int offset, int count) {
        int kept = Math.max(0, LENGTH - count);
        System.arraycopy(last, LENGTH - kept, last, 0, kept);
        System.arraycopy(bytes, offset + count - (LENGTH - kept), last, kept, LENGTH - kept);
    }

    /**
     * Compares both, when both have ended.
     *
     * @throws IOException if the result is not of all that went in
     */
    void check(String program) throws IOException {
        ByteBuffer stated = ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN);
        if (stated.getInt() != (int) checksum.getValue() || stated.getInt() != (int) length) {
            throw new IOException(
                    program + " was given " + length + " bytes, and what it wrote does not end with their checksum");
        }
    }
}
