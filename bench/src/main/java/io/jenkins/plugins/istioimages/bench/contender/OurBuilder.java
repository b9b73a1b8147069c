package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.data.AssemblyImage;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import io.jenkins.plugins.istioimages.bench.peer.OurAssembly;
import io.jenkins.plugins.istioimages.bench.registry.TagScheme;
import io.jenkins.plugins.istioimages.bench.report.Summary;
import java.io.IOException;
import java.util.List;

/** Our builder in a process of its own, started as {@code bin/istio-images} starts the command line. */
public final class OurBuilder implements Assembler {
    private static final String[] LAUNCHER_OPTIONS = {
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "-XX:Tier4InvocationThreshold=50000",
        "-XX:Tier4MinInvocationThreshold=6000",
        "-XX:Tier4CompileThreshold=150000",
        "-XX:Tier4BackEdgeThreshold=400000",
        "-Djdk.httpclient.bufsize=65536"
    };

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
        return new JavaMain(OurAssembly.class, LAUNCHER_OPTIONS)
                .command(workspace, List.of(workspace.path().resolve("layers").toString(), hub.toString()), lines);
    }
}
