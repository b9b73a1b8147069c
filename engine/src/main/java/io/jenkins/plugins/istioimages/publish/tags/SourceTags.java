package io.jenkins.plugins.istioimages.publish.tags;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import java.util.List;
import java.util.TreeSet;

/**
 * The tags that one source of a release gets, as release-builder gives them (pkg/publish/github.go).
 *
 * @param source name of it in the lock
 * @param git where it came from: a URL, or a path
 * @param commit that the tags point to
 * @param names {@code V}, and {@code vV} where Go is to take it for a version of a module
 */
public record SourceTags(String source, String git, String commit, List<String> names) {
    public SourceTags {
        names = List.copyOf(names);
    }

    /**
     * Tags of all sources of a release, in the order of the lock.
     *
     * @throws InputException if one of them has uncommitted changes, so that no commit is what was built, or a version
     *     for Go that Go does not take for one
     */
    public static List<SourceTags> of(Lock lock) {
        return lock.sources().values().stream()
                .map(source -> of(lock.version(), source))
                .toList();
    }

    private static SourceTags of(String version, ResolvedSource source) {
        if (source.dirty()) {
            throw new InputException("source '" + source.name() + "' was built with uncommitted changes of "
                    + source.git() + "; there is no commit to tag");
        }
        if (source.goversionenabled() && !new ReleaseVersion(version).isSemantic()) {
            throw new InputException("source '" + source.name() + "' has goversionenabled, and version '" + version
                    + "' is none for Go; it takes three numbers as 1.14.5, and -alpha.1 or its like behind them");
        }
        return new SourceTags(
                source.name(),
                source.git(),
                source.sha(),
                source.goversionenabled() ? List.of(version, "v" + version) : List.of(version));
    }

    /**
     * The tags of two sources in one repository.
     *
     * @throws InputException if they are at different commits
     */
    public SourceTags and(SourceTags other) {
        if (!commit.equals(other.commit)) {
            throw new InputException("sources '" + source + "' and '" + other.source + "' have their tags in one"
                    + " repository, and are at commits " + commit + " and " + other.commit + "; a tag has one");
        }
        TreeSet<String> both = new TreeSet<>(names);
        both.addAll(other.names);
        return new SourceTags(source, git, commit, List.copyOf(both));
    }

    /** What an annotated tag says. */
    public static String message(String tag) {
        return "Istio release " + tag;
    }

    /** Whether the source came from a directory of the machine that built the release. */
    public boolean isLocal() {
        return git.startsWith("/") || git.startsWith("file:") || git.matches("[A-Za-z]:[\\\\/].*");
    }
}
