package io.jenkins.plugins.istioimages.jenkins.pipeline;

import java.util.List;

/**
 * What has changed since the last build that was a success.
 *
 * @param unknown why nobody knows; empty if it is known
 * @param paths from the top of the repository
 */
public record Changes(String unknown, List<String> paths) {
    public Changes {
        paths = List.copyOf(paths);
    }

    public static Changes of(List<String> paths) {
        return new Changes("", paths);
    }

    public static Changes unknown(String why) {
        return new Changes(why, List.of());
    }

    boolean isKnown() {
        return unknown.isEmpty();
    }

    boolean any(List<String> patterns) {
        return paths.stream().anyMatch(path -> Patterns.paths(patterns, path));
    }

    /** Whether those that are among some patterns are all among others, too. */
    boolean only(List<String> patterns, List<String> others) {
        return paths.stream()
                .filter(path -> Patterns.paths(patterns, path))
                .allMatch(path -> Patterns.paths(others, path));
    }

    /** A few of them, for a sentence. */
    String among(List<String> patterns) {
        List<String> found =
                paths.stream().filter(path -> Patterns.paths(patterns, path)).toList();
        String some = String.join(", ", found.subList(0, Math.min(3, found.size())));
        return found.size() > 3 ? some + " and " + (found.size() - 3) + " more" : some;
    }
}
