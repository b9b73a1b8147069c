package io.jenkins.plugins.istioimages.validate.facts;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The end of a zip file (PKWARE APPNOTE 4.3.16), which says how large the list of its files is. Java reads that list into
 * memory, so it is looked at before.
 */
final class ZipEnd {
    private static final int LENGTH = 22;
    private static final int MAX_COMMENT = 0xffff;
    private static final int MAX_LIST = 16 << 20;

    private ZipEnd() {}

    /** Whether a file begins as a zip does. */
    static boolean isZip(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            return in.length() >= 4 && Integer.reverseBytes(in.readInt()) == 0x04034b50;
        }
    }

    /** @throws IOException if the end is missing, or the list too large */
    static void check(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            int length = (int) Math.min(in.length(), LENGTH + MAX_COMMENT);
            byte[] tail = new byte[length];
            in.seek(in.length() - length);
            in.readFully(tail);
            ByteBuffer bytes = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = length - LENGTH; at >= 0; at--) {
                if (bytes.getInt(at) == 0x06054b50) {
                    long size = bytes.getInt(at + 12) & 0xffffffffL;
                    if (size > MAX_LIST) {
                        throw new IOException("the list of its files has " + size + " bytes, more than " + MAX_LIST);
                    }
                    return;
                }
            }
        }
        throw new IOException("it is a zip file without its end");
    }
}
