package io.jenkins.plugins.istioimages.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads {@code WWW-Authenticate} (RFC 9110, 11.6.1): several challenges in one header, parameters in any order, quoted
 * or not. What comes after a mistake in a header is left aside; nothing is ever thrown.
 */
final class ChallengeParser {
    private static final int LONGEST = 16 * 1024;

    private final String text;
    private int at;

    private ChallengeParser(String text) {
        this.text = text;
    }

    static List<Challenge> parse(List<String> headers) {
        List<Challenge> found = new ArrayList<>();
        for (String header : headers) {
            if (header.length() <= LONGEST) {
                new ChallengeParser(header).challenges(found);
            }
        }
        return found;
    }

    private void challenges(List<Challenge> found) {
        skipSeparators();
        while (at < text.length()) {
            String scheme = token();
            if (scheme.isEmpty()) {
                return;
            }
            Map<String, String> parameters = new HashMap<>();
            boolean sound = parameters(parameters);
            found.add(new Challenge(scheme.toLowerCase(Locale.ROOT), parameters));
            if (!sound) {
                return;
            }
            skipSeparators();
        }
    }

    /** Reads parameters until a word follows that is not one: the next scheme. */
    private boolean parameters(Map<String, String> parameters) {
        while (true) {
            int before = at;
            skipSeparators();
            String name = token();
            if (name.isEmpty()) {
                return at >= text.length();
            }
            skipSpace();
            if (at >= text.length() || text.charAt(at) != '=') {
                return parameters.isEmpty() && !commaIn(before) ? skipToken68() : backTo(before);
            }
            at++;
            skipSpace();
            if (parameters.isEmpty() && !commaIn(before) && endsToken68()) {
                return skipToken68();
            }
            String value = value();
            if (value == null) {
                return false;
            }
            parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
        }
    }

    private boolean commaIn(int from) {
        return text.substring(from, at).indexOf(',') >= 0;
    }

    private boolean backTo(int position) {
        at = position;
        return true;
    }

    private boolean endsToken68() {
        return at >= text.length() || text.charAt(at) == '=' || text.charAt(at) == ',';
    }

    /** A single value without a name, as in {@code Negotiate YII=}: of no use here. */
    private boolean skipToken68() {
        while (at < text.length() && text.charAt(at) != ',') {
            at++;
        }
        return true;
    }

    private String value() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        // Some registries leave the quotes off around values that need them, such as addresses.
        int start = at;
        while (at < text.length() && text.charAt(at) != ',' && !isSpace(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
                c = text.charAt(at);
            }
            value.append(c);
        }
        return null;
    }

    private String token() {
        int start = at;
        while (at < text.length() && isToken(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private void skipSeparators() {
        while (at < text.length() && (text.charAt(at) == ',' || isSpace(text.charAt(at)))) {
            at++;
        }
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isToken(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
