package io.jenkins.plugins.istioimages.image.layer;

import java.nio.charset.StandardCharsets;

/**
 * A path as the two name fields of a ustar header hold it.
 *
 * @param prefix directories, or empty
 * @param name what follows them
 * @param fits whether both together are the whole path; else a pax header must say it
 */
record TarName(String prefix, String name, boolean fits) {
    static TarName of(String path, int nameLength, int prefixLength) {
        if (fits(path, nameLength)) {
            return new TarName("", path, true);
        }
        if (isAscii(path) && path.length() <= nameLength + 1 + prefixLength) {
            // The first slash that leaves a name short enough; the last character may be the slash of a directory.
            int slash = path.indexOf('/', Math.max(1, path.length() - nameLength - 1));
            if (slash > 0 && slash <= prefixLength && slash < path.length() - 1) {
                return new TarName(path.substring(0, slash), path.substring(slash + 1), true);
            }
        }
        String ascii = path.replaceAll("[^\\x20-\\x7e]", "_");
        return new TarName("", ascii.substring(0, Math.min(nameLength, ascii.length())), false);
    }

    /** Whether a text fits into a field of so many bytes; other than ASCII goes into pax headers, which are UTF-8. */
    static boolean fits(String text, int length) {
        return text.length() <= length && isAscii(text);
    }

    private static boolean isAscii(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    }
}
