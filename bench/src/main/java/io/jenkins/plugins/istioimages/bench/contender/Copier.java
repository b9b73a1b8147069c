package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import java.io.IOException;

/** Copies multi-platform images byte for byte. */
public interface Copier extends Contender {
    /**
     * The command that copies between repositories.
     *
     * @param images what stands in the source
     */
    Command copy(Workspace workspace, LayoutDirectory images, Hub from, Hub to) throws IOException;
}
