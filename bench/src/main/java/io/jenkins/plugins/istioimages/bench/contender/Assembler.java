package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.data.AssemblyImage;
import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import io.jenkins.plugins.istioimages.bench.registry.AssembledCheck;
import io.jenkins.plugins.istioimages.bench.registry.Check;
import io.jenkins.plugins.istioimages.bench.registry.TagScheme;
import java.io.IOException;
import java.util.List;

/** Makes images from Dockerfiles and files, for both platforms, and pushes them. */
public interface Assembler extends Contender {
    /** The command; the base image stands in the hub already, as {@code base} with the release's version. */
    Command assemble(Workspace workspace, List<AssemblyImage> images, Hub hub) throws IOException;

    TagScheme tags();

    /** What must be in the registry afterwards. */
    default Check check(Workspace workspace, List<AssemblyImage> images, LayoutDirectory base, Hub hub) {
        return new AssembledCheck(images, base, hub.path(), tags());
    }
}
