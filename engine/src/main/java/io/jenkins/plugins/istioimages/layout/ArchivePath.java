package io.jenkins.plugins.istioimages.layout;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Paths inside an archive: names in a map, never paths on this machine. */
final class ArchivePath {
    private ArchivePath() {}

    /** Without {@code .} and {@code ..}; empty for a path that is absolute, leads out of the archive or to nothing. */
    static Optional<String> normalize(String path) {
        if (path.startsWith("/")) {
            return Optional.empty();
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
    }

    /** Where a symbolic link in a normalized path points to: relative to the directory it stands in. */
    static Optional<String> follow(String linkPath, String target) {
        int slash = linkPath.lastIndexOf('/');
        return target.startsWith("/")
                ? Optional.empty()
                : normalize(slash < 0 ? target : linkPath.substring(0, slash + 1) + target);
    }
}
