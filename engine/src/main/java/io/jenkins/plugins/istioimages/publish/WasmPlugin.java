package io.jenkins.plugins.istioimages.publish;

import java.nio.charset.StandardCharsets;

/**
 * Tells the layer of a Wasm plugin image: its first file is {@code plugin.wasm} (Istio's and solo.io's "compat" image
 * spec). Istio's proxy fetches such images itself and unpacks nothing but gzip.
 */
final class WasmPlugin {
    /** Enough for the headers of some directories and of the first file. */
    static final int LOOK_AT = 8 * 1024;

    private static final String FILE = "plugin.wasm";
    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int TYPE_AT = 156;

    private WasmPlugin() {}

    /** @param start first bytes of an uncompressed layer */
    static boolean isLayer(byte[] start) {
        int at = 0;
        while (at + BLOCK <= start.length) {
            char type = (char) start[at + TYPE_AT];
            if (type == '0' || type == 0) {
                String name = text(start, at, NAME_LENGTH);
                return name.equals(FILE) || name.endsWith("/" + FILE);
            }
            long content = isExtension(type) ? size(start, at) : 0;
            if (content < 0 || content > start.length) {
                return false;
            }
            at += BLOCK + (int) ((content + BLOCK - 1) / BLOCK * BLOCK);
        }
        return false;
    }

    private static boolean isExtension(char type) {
        return type == 'x' || type == 'g' || type == 'L' || type == 'K';
    }

    private static long size(byte[] start, int at) {
        String digits = text(start, at + SIZE_AT, SIZE_LENGTH).strip();
        return digits.matches("[0-7]{1,11}") ? Long.parseLong(digits, 8) : -1;
    }

    private static String text(byte[] bytes, int offset, int length) {
        int end = offset;
        while (end < offset + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, offset, end - offset, StandardCharsets.ISO_8859_1);
    }
}
