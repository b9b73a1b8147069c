package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import java.io.IOException;

/** Copies multi-platform images from an OCI layout, byte for byte. */
public interface LayoutCopier extends Contender {
    /** The command that copies all images of a layout. */
    Command copyLayout(Workspace workspace, LayoutDirectory layout, Hub to) throws IOException;
}
