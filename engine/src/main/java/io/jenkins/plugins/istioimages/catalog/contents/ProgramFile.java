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
 */
public record ProgramFile(
        BinaryArchitecture architecture, boolean hasVersion, Set<String> versions, Optional<GoBuildInfo> build) {
    public ProgramFile {
        versions = Set.copyOf(versions);
    }
}
