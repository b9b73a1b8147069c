package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.data.Archive;
import io.jenkins.plugins.istioimages.bench.data.ArchiveDirectory;
import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.data.LayoutImage;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import io.jenkins.plugins.istioimages.bench.measure.ShellBatch;
import io.jenkins.plugins.istioimages.bench.registry.TagScheme;
import java.io.IOException;
import java.util.List;

/** crane where it is on the PATH, two images at a time. */
public final class Crane implements Publisher, Copier {
    private static final int PARALLEL = 2;

    @Override
    public String name() {
        return "crane";
    }

    @Override
    public boolean present() {
        return Tools.find("crane").isPresent();
    }

    @Override
    public TagScheme tags() {
        return TagScheme.PER_PLATFORM;
    }

    @Override
    public Command publish(Workspace workspace, ArchiveDirectory archives, Hub hub) throws IOException {
        ShellBatch batch = new ShellBatch();
        for (Archive archive : archives.archives()) {
            batch.then(List.of(
                    "crane",
                    "push",
                    "--insecure",
                    archives.file(archive).toString(),
                    hub.repository(archive.name()) + ":" + archive.platformTag()));
        }
        return batch.command(workspace.path(), PARALLEL);
    }

    @Override
    public Command copy(Workspace workspace, LayoutDirectory images, Hub from, Hub to) throws IOException {
        ShellBatch batch = new ShellBatch();
        for (LayoutImage image : images.images()) {
            batch.then(List.of(
                    "crane",
                    "copy",
                    "--insecure",
                    from.repository(image.name()) + ":" + image.tag(),
                    to.repository(image.name()) + ":" + image.tag()));
        }
        return batch.command(workspace.path(), PARALLEL);
    }
}
