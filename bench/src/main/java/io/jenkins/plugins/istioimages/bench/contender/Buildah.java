package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.data.AssemblyImage;
import io.jenkins.plugins.istioimages.bench.data.DataSet;
import io.jenkins.plugins.istioimages.bench.data.Machine;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import io.jenkins.plugins.istioimages.bench.measure.ShellBatch;
import io.jenkins.plugins.istioimages.bench.registry.TagScheme;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Debian's buildah: bud, then push, one image after the other, with a storage of its own. */
public final class Buildah implements Assembler {
    @Override
    public String name() {
        return "buildah";
    }

    @Override
    public TagScheme tags() {
        return TagScheme.PER_PLATFORM;
    }

    @Override
    public Command assemble(Workspace workspace, List<AssemblyImage> images, Hub hub) throws IOException {
        ShellBatch batch = new ShellBatch();
        for (AssemblyImage image : images) {
            for (Machine machine : Machine.values()) {
                String target = hub.repository(image.name()) + ":" + DataSet.VERSION + machine.suffix();
                batch.then(bud(workspace, image, machine, hub, target), push(workspace, target));
            }
        }
        return batch.command(workspace.path(), 1);
    }

    private static List<String> bud(Workspace workspace, AssemblyImage image, Machine machine, Hub hub, String target) {
        List<String> line = buildah(workspace);
        line.addAll(List.of(
                "bud",
                "--quiet",
                "--isolation",
                "chroot",
                "--tls-verify=false",
                "--platform",
                machine.platform(),
                "--build-arg",
                "ISTIO_BASE_REGISTRY=" + hub,
                "--build-arg",
                "BASE_VERSION=" + DataSet.VERSION,
                "--tag",
                target,
                "--file",
                image.dockerfile().toString(),
                image.context().toString()));
        return line;
    }

    private static List<String> push(Workspace workspace, String target) {
        List<String> line = buildah(workspace);
        line.addAll(List.of("push", "--quiet", "--tls-verify=false", target, "docker://" + target));
        return line;
    }

    private static List<String> buildah(Workspace workspace) {
        return new ArrayList<>(List.of(
                Tools.require("buildah", "buildah"),
                "--storage-driver",
                "vfs",
                "--root",
                workspace.path().resolve("root").toString(),
                "--runroot",
                workspace.path().resolve("runroot").toString()));
    }
}
