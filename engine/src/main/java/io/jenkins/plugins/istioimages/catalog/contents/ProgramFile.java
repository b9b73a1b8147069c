package io.jenkins.plugins.istioimages.catalog.contents;

import io.jenkins.plugins.istioimages.image.binary.BinaryArchitecture;
import java.util.Optional;
import java.util.Set;

/**
 * A program or library in an image.
 *
 * @param architecture what its header says
 * @param hasVersion whether the release's version stands in it
 * @param versions others that stand in it; some of them
 * @param build what Go says of it
 * @param commits of git that stand in it: all that were searched for, and some others
 */
public record ProgramFile(
        BinaryArchitecture architecture,
        boolean hasVersion,
        Set<String> versions,
        Optional<GoBuildInfo> build,
        Set<String> commits) {
    public ProgramFile {
        versions = Set.copyOf(versions);
        commits = Set.copyOf(commits);
    }
}
