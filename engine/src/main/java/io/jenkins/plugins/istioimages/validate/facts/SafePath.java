package io.jenkins.plugins.istioimages.validate.facts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Paths in archives: names in a map, and never paths on this machine. */
public final class SafePath {
    private SafePath() {}

    /** Without {@code .}; empty for one that is absolute, leads upwards, or to the directory itself. */
    public static Optional<String> of(String path) {
        if (path.startsWith("/") || path.indexOf('\\') >= 0 || path.matches("(?s)[A-Za-z]:.*")) {
            return Optional.empty();
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                return Optional.empty();
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
    }

    /** Whether a path names the directory itself. */
    static boolean isRoot(String path) {
        return path.matches("(\\./*)+");
    }

    /** Where a symbolic link leads; empty where that is outside. */
    static Optional<String> follow(String link, String target) {
        if (target.startsWith("/")) {
            return Optional.empty();
        }
        Deque<String> parts = new ArrayDeque<>();
        int slash = link.lastIndexOf('/');
        String whole = (slash < 0 ? "" : link.substring(0, slash + 1)) + target;
        for (String part : whole.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }
}
