package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.data.ArchiveDirectory;
import io.jenkins.plugins.istioimages.bench.data.ArchiveForm;
import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import io.jenkins.plugins.istioimages.bench.registry.TagScheme;
import io.jenkins.plugins.istioimages.bench.report.Summary;
import java.util.ArrayList;
import java.util.List;

/** The command line of this project, as a user starts it: with all that its start costs. */
public final class OurCli implements Publisher, Copier, LayoutCopier {
    private final List<String> launcher;
    private final List<String> publishOptions;

    private OurCli(List<String> launcher, List<String> publishOptions) {
        this.launcher = List.copyOf(launcher);
        this.publishOptions = List.copyOf(publishOptions);
    }

    /**
     * With its defaults.
     *
     * @param launcher what starts it, for example {@code bin/istio-images}
     */
    public static OurCli byDefault(List<String> launcher) {
        return new OurCli(launcher, List.of());
    }

    /** Held to one compressor. */
    public OurCli compressingWith(String compressor) {
        return new OurCli(launcher, List.of("--compressor", compressor));
    }

    @Override
    public String name() {
        return Summary.OURS;
    }

    @Override
    public TagScheme tags() {
        return TagScheme.INDEX;
    }

    @Override
    public boolean reads(ArchiveForm form) {
        return true;
    }

    @Override
    public Command publish(Workspace workspace, ArchiveDirectory archives, Hub hub) {
        List<String> line = line("publish", "--archives", archives.path().toString(), "--hub", hub.toString());
        line.addAll(publishOptions);
        return alone(workspace, Command.of(line));
    }

    /** All repositories in one call, which no peer can. */
    @Override
    public Command copy(Workspace workspace, LayoutDirectory images, Hub from, Hub to) {
        List<String> line = line("copy", "--all-tags");
        images.names().forEach(name -> line.add(from.repository(name)));
        line.add(to + "/");
        return alone(workspace, Command.of(line));
    }

    @Override
    public Command copyLayout(Workspace workspace, LayoutDirectory layout, Hub to) {
        return alone(workspace, Command.of(line("copy", "--all-tags", "oci:" + layout.path(), to + "/")));
    }

    /** What it remembers of earlier runs is of this turn alone. */
    private static Command alone(Workspace workspace, Command command) {
        return command.with(
                "ISTIO_IMAGES_CACHE", workspace.path().resolve("cache").toString());
    }

    private List<String> line(String... arguments) {
        List<String> line = new ArrayList<>(launcher);
        line.addAll(List.of(arguments));
        return line;
    }
}
