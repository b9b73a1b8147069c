package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.data.Archive;
import io.jenkins.plugins.istioimages.bench.data.ArchiveDirectory;
import io.jenkins.plugins.istioimages.bench.data.ArchiveForm;
import io.jenkins.plugins.istioimages.bench.data.AssemblyImage;
import io.jenkins.plugins.istioimages.bench.data.DataSet;
import io.jenkins.plugins.istioimages.bench.data.Machine;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import io.jenkins.plugins.istioimages.bench.measure.ShellBatch;
import io.jenkins.plugins.istioimages.bench.registry.TagScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The status quo: a Docker Engine that has never seen the images, one image after the other. Publishing is release-builder's
 * load, tag, push; assembling is {@code docker build} with BuildKit, then push. No index is made.
 */
public final class DockerEngine implements Publisher, Assembler {
    /** Debian's client where it is installed: a newer one on the PATH asks for buildx, which Debian does not have. */
    private static final Path DEBIAN_CLIENT = Path.of("/usr/bin/docker");

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public TagScheme tags() {
        return TagScheme.PER_PLATFORM;
    }

    @Override
    public Workspace begin(Path directory) throws IOException {
        return DockerWorkspace.start(directory);
    }

    @Override
    public boolean reads(ArchiveForm form) {
        return true;
    }

    @Override
    public Command publish(Workspace workspace, ArchiveDirectory archives, Hub hub) throws IOException {
        String docker = client();
        ShellBatch batch = new ShellBatch();
        for (Archive archive : archives.archives()) {
            String target = hub.repository(archive.name()) + ":" + archive.platformTag();
            batch.then(
                    List.of(
                            docker,
                            "load",
                            "--quiet",
                            "--input",
                            archives.file(archive).toString()),
                    List.of(docker, "tag", archive.repoTag(), target),
                    List.of(docker, "push", "--quiet", target));
        }
        return ((DockerWorkspace) workspace).connect(batch.command(workspace.path(), 1));
    }

    @Override
    public Command assemble(Workspace workspace, List<AssemblyImage> images, Hub hub) throws IOException {
        String docker = client();
        ShellBatch batch = new ShellBatch();
        for (AssemblyImage image : images) {
            for (Machine machine : Machine.values()) {
                String target = hub.repository(image.name()) + ":" + DataSet.VERSION + machine.suffix();
                batch.then(
                        List.of(
                                docker,
                                "build",
                                "--quiet",
                                "--platform",
                                machine.platform(),
                                "--build-arg",
                                "ISTIO_BASE_REGISTRY=" + hub,
                                "--build-arg",
                                "BASE_VERSION=" + DataSet.VERSION,
                                "--tag",
                                target,
                                image.context().toString()),
                        List.of(docker, "push", "--quiet", target));
            }
        }
        return ((DockerWorkspace) workspace)
                .connect(batch.command(workspace.path(), 1))
                .with("DOCKER_BUILDKIT", "1");
    }

    private static String client() {
        return Files.isExecutable(DEBIAN_CLIENT) ? DEBIAN_CLIENT.toString() : Tools.require("docker", "docker.io");
    }
}
