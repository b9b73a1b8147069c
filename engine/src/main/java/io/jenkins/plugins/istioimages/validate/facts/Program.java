package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.image.binary.BinaryArchitecture;
import java.util.Set;

/**
 * A program for some machine.
 *
 * @param architecture what its header says
 * @param hasVersion whether the release's version stands in it
 * @param versions others that stand in it, sorted; some of them
 */
public record Program(BinaryArchitecture architecture, boolean hasVersion, Set<String> versions) {
    public Program {
        versions = Set.copyOf(versions);
    }
}
