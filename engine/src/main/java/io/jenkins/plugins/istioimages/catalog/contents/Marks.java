package io.jenkins.plugins.istioimages.catalog.contents;

import java.util.Set;

/**
 * What programs are searched for.
 *
 * @param version of the release
 * @param commits of what is compiled elsewhere, 40 digits each
 */
public record Marks(String version, Set<String> commits) {
    public Marks {
        commits = Set.copyOf(commits);
    }

    /** A version alone. */
    public static Marks of(String version) {
        return new Marks(version, Set.of());
    }
}
