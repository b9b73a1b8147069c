package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.data.LayoutImage;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import io.jenkins.plugins.istioimages.bench.measure.ShellBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** regctl where it is on the PATH, two images at a time. Its import of archives does not compress: it only copies here. */
public final class Regctl implements Copier, LayoutCopier {
    private static final int PARALLEL = 2;

    @Override
    public String name() {
        return "regctl";
    }

    @Override
    public boolean present() {
        return Tools.find("regctl").isPresent();
    }

    @Override
    public Command copy(Workspace workspace, LayoutDirectory images, Hub from, Hub to) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        for (LayoutImage image : images.images()) {
            lines.add(copy(
                    from.repository(image.name()) + ":" + image.tag(),
                    to.repository(image.name()) + ":" + image.tag()));
        }
        return command(workspace, lines, from, to);
    }

    @Override
    public Command copyLayout(Workspace workspace, LayoutDirectory layout, Hub to) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        for (LayoutImage image : layout.images()) {
            lines.add(copy(
                    "ocidir://" + layout.path() + "@" + image.digest(),
                    to.repository(image.name()) + ":" + image.tag()));
        }
        return command(workspace, lines, to, to);
    }

    private static List<String> copy(String source, String target) {
        return List.of("regctl", "image", "copy", source, target);
    }

    private static Command command(Workspace workspace, List<List<String>> lines, Hub from, Hub to) throws IOException {
        ShellBatch batch = new ShellBatch();
        lines.forEach(batch::then);
        Path config = workspace.path().resolve("regctl.json");
        Files.writeString(
                config,
                "{\"hosts\": {\"%s\": {\"tls\": \"disabled\"}, \"%s\": {\"tls\": \"disabled\"}}}"
                        .formatted(from.host(), to.host()));
        return batch.command(workspace.path(), PARALLEL).with("REGCTL_CONFIG", config.toString());
    }
}
