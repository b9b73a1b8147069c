package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.data.Archive;
import io.jenkins.plugins.istioimages.bench.data.ArchiveDirectory;
import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.data.LayoutImage;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import io.jenkins.plugins.istioimages.bench.peer.OrasCopy;
import io.jenkins.plugins.istioimages.bench.peer.OrasPublish;
import io.jenkins.plugins.istioimages.bench.registry.TagScheme;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * oras-java in a process of its own, two images at a time. It does not read docker-archives: our main for it unpacks
 * them and compresses each distinct layer once, with the JDK's fastest gzip.
 */
public final class OrasJava implements Publisher, Copier, LayoutCopier {
    private static final String HEAP = "-Xmx1g";

    @Override
    public String name() {
        return "oras-java";
    }

    @Override
    public TagScheme tags() {
        return TagScheme.INDEX;
    }

    @Override
    public Command publish(Workspace workspace, ArchiveDirectory archives, Hub hub) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Archive archive : archives.archives()) {
            lines.add(String.join(
                    "\t",
                    archives.file(archive).toString(),
                    hub.repository(archive.name()),
                    archive.tag(),
                    archive.machine().architecture()));
        }
        return new JavaMain(OrasPublish.class, HEAP)
                .command(workspace, List.of(workspace.path().toString()), lines);
    }

    /** It writes indexes anew, in its own order of fields. */
    @Override
    public boolean keepsIndexes() {
        return false;
    }

    @Override
    public Command copy(Workspace workspace, LayoutDirectory images, Hub from, Hub to) throws IOException {
        List<String> lines = new ArrayList<>();
        for (LayoutImage image : images.images()) {
            lines.add("registry\t" + from.repository(image.name()) + ":" + image.tag() + "\t"
                    + to.repository(image.name()) + ":" + image.tag());
        }
        return new JavaMain(OrasCopy.class, HEAP).command(workspace, List.of(), lines);
    }

    @Override
    public Command copyLayout(Workspace workspace, LayoutDirectory layout, Hub to) throws IOException {
        List<String> lines = new ArrayList<>();
        for (LayoutImage image : layout.images()) {
            lines.add(String.join(
                    "\t",
                    "layout",
                    layout.path().toString(),
                    image.digest(),
                    to.repository(image.name()) + ":" + image.tag()));
        }
        return new JavaMain(OrasCopy.class, HEAP).command(workspace, List.of(), lines);
    }
}
