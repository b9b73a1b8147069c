package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.data.Archive;
import io.jenkins.plugins.istioimages.bench.data.ArchiveDirectory;
import io.jenkins.plugins.istioimages.bench.data.AssemblyImage;
import io.jenkins.plugins.istioimages.bench.data.Machine;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import io.jenkins.plugins.istioimages.bench.peer.JibAssemble;
import io.jenkins.plugins.istioimages.bench.peer.JibPublish;
import io.jenkins.plugins.istioimages.bench.registry.TagScheme;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * jib-core in a process of its own, two images at a time. It reads plain archives only and makes an index only where one
 * set of layers serves all platforms, which is not so here: tags per platform.
 */
public final class JibCore implements Publisher, Assembler {
    private static final String HEAP = "-Xmx1g";

    @Override
    public String name() {
        return "jib-core";
    }

    @Override
    public TagScheme tags() {
        return TagScheme.PER_PLATFORM;
    }

    @Override
    public Command publish(Workspace workspace, ArchiveDirectory archives, Hub hub) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Archive archive : archives.archives()) {
            lines.add(String.join(
                    "\t",
                    archives.file(archive).toString(),
                    hub.repository(archive.name()) + ":" + archive.platformTag(),
                    archive.machine().architecture()));
        }
        return new JavaMain(JibPublish.class, HEAP).command(workspace, List.of(cache(workspace)), lines);
    }

    @Override
    public Command assemble(Workspace workspace, List<AssemblyImage> images, Hub hub) throws IOException {
        List<String> lines = new ArrayList<>();
        for (AssemblyImage image : images) {
            for (Machine machine : Machine.values()) {
                lines.add(String.join(
                        "\t",
                        image.binary(machine).toString(),
                        image.context().resolve("template.json").toString(),
                        image.name(),
                        hub.repository(image.name()),
                        machine.architecture(),
                        machine.suffix()));
            }
        }
        return new JavaMain(JibAssemble.class, HEAP)
                .command(workspace, List.of(cache(workspace), hub.repository("base")), lines);
    }

    private static String cache(Workspace workspace) {
        return workspace.path().resolve("cache").toString();
    }
}
