package io.jenkins.plugins.istioimages.image.layer;

import io.jenkins.plugins.istioimages.image.tree.TreeNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes tar entries in the POSIX ustar format, with a pax header only where a value does not fit (POSIX.1-2017 pax). It
 * is our own, so that the bytes of a layer do not change with a library's version: Jenkins brings its own commons-compress.
 */
final class TarWriter {
    static final int BLOCK = 512;

    private static final long MAX_OCTAL_11 = 077777777777L;
    private static final long MAX_OCTAL_7 = 07777777L;
    private static final int NAME_LENGTH = 100;
    private static final int PREFIX_LENGTH = 155;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes the header of an entry; {@code size} bytes and {@link #pad} must follow for a file.
     *
     * @param path without leading slash
     * @param size of a file's content, else zero
     * @param seconds modification time since 1970
     */
    void header(String path, TreeNode node, long size, long seconds) throws IOException {
        String name = node.isDirectory() ? path + "/" : path;
        Map<String, String> pax = new TreeMap<>();
        TarName split = TarName.of(name, NAME_LENGTH, PREFIX_LENGTH);
        if (!split.fits()) {
            pax.put("path", name);
        }
        if (!TarName.fits(node.target(), NAME_LENGTH)) {
            pax.put("linkpath", node.target());
        }
        putIfLarge(pax, "size", size, MAX_OCTAL_11);
        putIfLarge(pax, "uid", node.uid(), MAX_OCTAL_7);
        putIfLarge(pax, "gid", node.gid(), MAX_OCTAL_7);
        putIfLarge(pax, "mtime", seconds, MAX_OCTAL_11);
        if (!pax.isEmpty()) {
            writePax(pax);
        }
        char type =
                switch (node.kind()) {
                    case DIRECTORY -> '5';
                    case SYMLINK -> '2';
                    default -> '0';
                };
        writeHeader(split, type, node, size, seconds);
    }

    /** Fills the last block of a file's content. */
    void pad(long size) throws IOException {
        int over = (int) (size % BLOCK);
        if (over != 0) {
            out.write(new byte[BLOCK - over]);
        }
    }

    /** Two empty blocks: the end. */
    void end() throws IOException {
        out.write(new byte[2 * BLOCK]);
    }

    private static void putIfLarge(Map<String, String> pax, String key, long value, long max) {
        if (value < 0 || value > max) {
            pax.put(key, Long.toString(value));
        }
    }

    private void writePax(Map<String, String> records) throws IOException {
        StringBuilder text = new StringBuilder();
        records.forEach((key, value) -> text.append(record(key, value)));
        byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
        TarName name = TarName.of("PaxHeaders/entry", NAME_LENGTH, PREFIX_LENGTH);
        writeHeader(
                name,
                'x',
                new TreeNode(TreeNode.Kind.FILE, 0644, 0, 0, "", java.util.Optional.empty()),
                body.length,
                0);
        out.write(body);
        pad(body.length);
    }

    /** {@code length key=value\n}, where the length counts itself. */
    private static String record(String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int length = rest.getBytes(StandardCharsets.UTF_8).length;
        int total = length + Integer.toString(length).length();
        total = length + Integer.toString(total).length();
        return total + rest;
    }

    private void writeHeader(TarName name, char type, TreeNode node, long size, long seconds) throws IOException {
        byte[] block = new byte[BLOCK];
        text(block, 0, name.name());
        octal(block, 100, 8, node.mode());
        octal(block, 108, 8, fit(node.uid(), MAX_OCTAL_7));
        octal(block, 116, 8, fit(node.gid(), MAX_OCTAL_7));
        octal(block, 124, 12, fit(size, MAX_OCTAL_11));
        octal(block, 136, 12, fit(seconds, MAX_OCTAL_11));
        block[156] = (byte) type;
        text(block, 157, TarName.fits(node.target(), NAME_LENGTH) ? node.target() : "");
        text(block, 257, "ustar\0" + "00");
        octal(block, 329, 8, 0);
        octal(block, 337, 8, 0);
        text(block, 345, name.prefix());
        checksum(block);
        out.write(block);
    }

    /** What does not fit stands in the pax header; the field is zero. */
    private static long fit(long value, long max) {
        return value < 0 || value > max ? 0 : value;
    }

    private static void text(byte[] block, int at, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static void octal(byte[] block, int at, int length, long value) {
        long left = value;
        for (int i = at + length - 2; i >= at; i--) {
            block[i] = (byte) ('0' + (left & 7));
            left >>>= 3;
        }
    }

    private static void checksum(byte[] block) {
        // The checksum counts its own field as blanks.
        long sum = 8L * ' ';
        for (byte b : block) {
            sum += b & 0xff;
        }
        octal(block, 148, 7, sum);
        block[155] = ' ';
    }
}
