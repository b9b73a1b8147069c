package io.jenkins.plugins.istioimages.manifest;

import java.util.regex.Pattern;

/** Shows a value of the user in a message: in quotes, on one line, not too long, without a password. */
final class Quoted {
    private static final int LIMIT = 100;
    private static final int MESSAGE_LIMIT = 1000;
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s]*@");

    private Quoted() {}

    /** A whole message as one line of bearable length: parts of it may come from elsewhere than {@link #of}. */
    static String line(String message) {
        StringBuilder shown = new StringBuilder();
        message.codePoints().limit(MESSAGE_LIMIT).forEach(c -> append(shown, c));
        return message.codePointCount(0, message.length()) > MESSAGE_LIMIT
                ? shown.append('…').toString()
                : shown.toString();
    }

    static String of(String value) {
        String safe = USER_INFO.matcher(value).replaceAll("***@");
        StringBuilder shown = new StringBuilder("'");
        safe.codePoints().limit(LIMIT).forEach(c -> append(shown, c));
        if (safe.codePointCount(0, safe.length()) > LIMIT) {
            shown.append('…');
        }
        return shown.append('\'').toString();
    }

    private static void append(StringBuilder shown, int codePoint) {
        switch (codePoint) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.FORMAT) {
                    shown.append(String.format("\\u%04x", codePoint));
                } else {
                    shown.appendCodePoint(codePoint);
                }
            }
        }
    }
}
