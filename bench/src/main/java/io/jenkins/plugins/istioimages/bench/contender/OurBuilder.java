package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.data.AssemblyImage;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import io.jenkins.plugins.istioimages.bench.peer.OurAssembly;
import io.jenkins.plugins.istioimages.bench.registry.TagScheme;
import io.jenkins.plugins.istioimages.bench.report.Summary;
import java.io.IOException;
import java.util.List;

/** Our builder in a process of its own, with the heap that the launcher gives the command line. */
public final class OurBuilder implements Assembler {
    @Override
    public String name() {
        return Summary.OURS;
    }

    @Override
    public TagScheme tags() {
        return TagScheme.INDEX;
    }

    @Override
    public Command assemble(Workspace workspace, List<AssemblyImage> images, Hub hub) throws IOException {
        List<String> lines = images.stream()
                .map(image -> image.name() + "\t" + image.context())
                .toList();
        return new JavaMain(OurAssembly.class, "256m")
                .command(workspace, List.of(workspace.path().resolve("layers").toString(), hub.toString()), lines);
    }
}
