package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.BenchException;
import io.jenkins.plugins.istioimages.bench.data.ArchiveDirectory;
import io.jenkins.plugins.istioimages.bench.data.ArchiveForm;
import io.jenkins.plugins.istioimages.bench.data.AssemblyImage;
import io.jenkins.plugins.istioimages.bench.data.DataSet;
import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.data.Machine;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import io.jenkins.plugins.istioimages.bench.measure.ShellBatch;
import io.jenkins.plugins.istioimages.bench.registry.Check;
import io.jenkins.plugins.istioimages.bench.registry.TagScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the bytes alone cost with Debian's fastest programs: each distinct layer once through {@code igzip -1},
 * {@code sha256sum} and a PUT of curl, two at a time. No archive is read, no manifest is made.
 */
public final class Floor implements Publisher, Assembler {
    /** Name in the results. */
    public static final String NAME = "floor";

    private static final int PARALLEL = 2;
    private static final String SCRIPT = "floor.sh";

    private final DataSet data;

    public Floor(DataSet data) {
        this.data = data;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public TagScheme tags() {
        return TagScheme.PER_PLATFORM;
    }

    @Override
    public boolean repeats() {
        return false;
    }

    @Override
    public boolean reads(ArchiveForm form) {
        return true;
    }

    @Override
    public Command publish(Workspace workspace, ArchiveDirectory archives, Hub hub) throws IOException {
        return command(workspace, data.distinctLayers(), hub);
    }

    @Override
    public Command assemble(Workspace workspace, List<AssemblyImage> images, Hub hub) throws IOException {
        List<Path> files = new ArrayList<>();
        for (AssemblyImage image : images) {
            for (Machine machine : Machine.values()) {
                files.add(image.binary(machine));
            }
        }
        return command(workspace, files, hub);
    }

    @Override
    public Check check(Workspace workspace, ArchiveDirectory archives, Hub hub) {
        return uploaded(workspace, hub);
    }

    @Override
    public Check check(Workspace workspace, List<AssemblyImage> images, LayoutDirectory base, Hub hub) {
        return uploaded(workspace, hub);
    }

    private static Command command(Workspace workspace, List<Path> files, Hub hub) throws IOException {
        Tools.require("igzip", "isal");
        Tools.require("curl", "curl");
        Path script = workspace.path().resolve(SCRIPT);
        try (InputStream resource = Floor.class.getResourceAsStream(SCRIPT)) {
            Files.copy(resource, script);
        }
        Path uploaded = Files.createDirectory(workspace.path().resolve("uploaded"));
        ShellBatch batch = new ShellBatch();
        for (Path file : files) {
            batch.then(List.of(
                    "bash",
                    script.toString(),
                    file.toString(),
                    "http://" + hub.host() + "/v2/" + hub.path() + "/floor",
                    uploaded.toString()));
        }
        return batch.command(workspace.path(), PARALLEL);
    }

    /** The script leaves a file per blob, named by its digest. */
    private static Check uploaded(Workspace workspace, Hub hub) {
        return (registry, deep) -> {
            try (var digests = Files.list(workspace.path().resolve("uploaded"))) {
                for (Path digest : digests.toList()) {
                    long size = registry.blobSize(
                                    hub.path() + "/floor", digest.getFileName().toString())
                            .orElse(-1);
                    if (size != Files.size(digest)) {
                        throw new BenchException("the registry lacks " + digest);
                    }
                }
            }
        };
    }
}
