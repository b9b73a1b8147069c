package io.jenkins.plugins.istioimages.registry;

import java.net.URI;
import java.util.Locale;

/** Makes text from elsewhere fit to be shown: one line, no control characters, not long, no secret. */
final class Text {
    private Text() {}

    /** One line of at most so many characters. */
    static String line(String text, int limit) {
        StringBuilder result = new StringBuilder();
        boolean space = false;
        for (int i = 0; i < text.length() && result.length() < limit; i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                space = result.length() > 0;
            } else if (isShown(c)) {
                if (space) {
                    result.append(' ');
                    space = false;
                }
                result.append(c);
            }
        }
        return result.length() >= limit ? result.substring(0, limit - 1) + "…" : result.toString();
    }

    /** An address without its query, which may carry signatures and state. */
    static String address(URI uri) {
        return line(uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath(), 300);
    }

    /** {@code 12.3 MB}. */
    static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        String units = "kMGTPE";
        double value = bytes;
        int unit = -1;
        while (value >= 999.95 && unit < units.length() - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %sB", value, units.charAt(unit));
    }

    private static boolean isShown(char c) {
        int type = Character.getType(c);
        return !Character.isISOControl(c)
                && type != Character.FORMAT
                && type != Character.PRIVATE_USE
                && type != Character.UNASSIGNED
                && type != Character.SURROGATE;
    }
}
