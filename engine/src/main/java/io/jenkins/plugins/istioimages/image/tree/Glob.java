package io.jenkins.plugins.istioimages.image.tree;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Patterns for one path component, as Go's filepath.Match has them: {@code *}, {@code ?}, {@code [a-z]}, {@code \x}. */
public final class Glob {
    private Glob() {}

    /** Whether a component is a pattern and not a plain name. */
    public static boolean isPattern(String component) {
        return component.indexOf('*') >= 0 || component.indexOf('?') >= 0 || component.indexOf('[') >= 0;
    }

    /** The pattern, or empty if it is not well formed. */
    public static Optional<Pattern> compile(String component) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < component.length(); i++) {
            char c = component.charAt(i);
            switch (c) {
                case '*' -> {
                    // A run of stars says nothing more than one, and would make matching slow.
                    if (i == 0 || component.charAt(i - 1) != '*') {
                        regex.append("[^/]*");
                    }
                }
                case '?' -> regex.append("[^/]");
                case '[' -> {
                    int end = classEnd(component, i);
                    if (end < 0) {
                        return Optional.empty();
                    }
                    appendClass(regex, component.substring(i + 1, end));
                    i = end;
                }
                case '\\' -> {
                    if (++i == component.length()) {
                        return Optional.empty();
                    }
                    appendLiteral(regex, component.charAt(i));
                }
                default -> appendLiteral(regex, c);
            }
        }
        try {
            return Optional.of(Pattern.compile(regex.toString(), Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    private static int classEnd(String component, int start) {
        int i = start + 1;
        if (i < component.length() && component.charAt(i) == '^') {
            i++;
        }
        int first = i;
        for (; i < component.length(); i++) {
            char c = component.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == ']' && i > first) {
                return i;
            }
        }
        return -1;
    }

    private static void appendClass(StringBuilder regex, String body) {
        regex.append('[');
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c == '^' && i == 0 || c == '-') {
                regex.append(c);
            } else if (c == '\\' && i + 1 < body.length()) {
                appendLiteral(regex, body.charAt(++i));
            } else {
                appendLiteral(regex, c);
            }
        }
        regex.append(']');
    }

    static void appendLiteral(StringBuilder regex, char c) {
        if (!Character.isLetterOrDigit(c) && c < 128) {
            regex.append('\\');
        }
        regex.append(c);
    }
}
