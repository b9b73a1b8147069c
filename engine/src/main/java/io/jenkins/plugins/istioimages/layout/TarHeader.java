package io.jenkins.plugins.istioimages.layout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One header block of 512 bytes (POSIX.1-1988 ustar, with GNU's base-256 numbers). */
record TarHeader(String path, char type, String link, long size) {
    static final int BLOCK = 512;

    private static final int NAME = 0;
    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;

    /** @throws IOException if the block is no header */
    static TarHeader parse(byte[] block) throws IOException {
        if (number(block, CHECKSUM, 8) != checksum(block)) {
            throw new IOException("it is not a tar archive, or it is damaged: the checksum of a header is wrong");
        }
        String path = text(block, NAME, 100);
        // GNU's old format has other fields where ustar has the prefix; its magic ends with a blank.
        if (text(block, MAGIC, 6).equals("ustar") && block[PREFIX] != 0) {
            path = text(block, PREFIX, 155) + "/" + path;
        }
        long size = number(block, SIZE, 12);
        if (size < 0) {
            throw new IOException("it is damaged: the entry '" + path + "' has a negative size");
        }
        return new TarHeader(path, (char) (block[TYPE] & 0xff), text(block, LINK, 100), size);
    }

    /** Whether a block ends the archive. */
    static boolean isEnd(byte[] block) {
        for (byte value : block) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a block looks like a header: the beginning of a layer. */
    static boolean looksLikeOne(byte[] block, int length) {
        return length >= BLOCK && text(block, MAGIC, 5).equals("ustar");
    }

    private static String text(byte[] block, int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return new String(block, offset, end - offset, StandardCharsets.UTF_8);
    }

    private static long number(byte[] block, int offset, int length) throws IOException {
        if ((block[offset] & 0x80) != 0) {
            return binary(block, offset, length);
        }
        String digits = text(block, offset, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("it is not a tar archive, or it is damaged: a header has a wrong number", e);
        }
    }

    private static long binary(byte[] block, int offset, int length) throws IOException {
        long value = block[offset] & 0x7f;
        for (int i = 1; i < length; i++) {
            if (value > Long.MAX_VALUE >> 8) {
                throw new IOException("it is damaged: a header has a number that is too large or negative");
            }
            value = value << 8 | block[offset + i] & 0xff;
        }
        return value;
    }

    private static long checksum(byte[] block) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean own = i >= CHECKSUM && i < CHECKSUM + 8;
            sum += own ? ' ' : block[i] & 0xff;
        }
        return sum;
    }
}
