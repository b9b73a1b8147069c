package io.jenkins.plugins.istioimages.catalog.contents;

/**
 * A module of Go that is in a program.
 *
 * @param path for example {@code github.com/google/go-cmp}
 * @param version for example {@code v0.6.0}, or {@code (devel)}; empty where Go does not tell
 */
public record GoModule(String path, String version) implements Comparable<GoModule> {
    @Override
    public int compareTo(GoModule other) {
        int byPath = path.compareTo(other.path);
        return byPath != 0 ? byPath : version.compareTo(other.version);
    }
}
