package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.cli.rehearsal.LoopbackRegistry;
import io.jenkins.plugins.istioimages.cli.rehearsal.SmallArchive;
import io.jenkins.plugins.istioimages.image.ImageRequest;
import io.jenkins.plugins.istioimages.image.NativeImageBuilder;
import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.image.tree.BuildContext;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Moves one small image every way that images are moved, in a directory and a registry of its own. The launcher runs it
 * once to see which classes that takes: a start that finds them all in its archive needs half the processor time.
 */
@Command(name = "rehearse", hidden = true, description = "Uses the program once, for the launcher's class archive.")
final class RehearseCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "an empty directory")
    private Path directory;

    RehearseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (LoopbackRegistry registry = LoopbackRegistry.start()) {
            build(Repository.parse(registry.host() + "/built/image"));
            String layout = "oci:" + directory.resolve("layout");
            int failed = run("copy", registry.host() + "/built/image:1", layout)
                    + run("copy", "--all-tags", layout, registry.host() + "/copied/")
                    + run("copy", "--all-tags", registry.host() + "/copied/image", registry.host() + "/again/");
            Path archives = Files.createDirectory(directory.resolve("archives"));
            for (Platform platform : List.of(Platform.LINUX_AMD64, Platform.LINUX_ARM64)) {
                SmallArchive.write(
                        archives.resolve("image-" + platform.architecture() + ".tar"), "example/image:1", platform);
            }
            failed += run("publish", "--archives", archives.toString(), "--hub", registry.host() + "/published");
            // The second time nothing is missing, which takes other ways.
            failed += run("publish", "--archives", archives.toString(), "--hub", registry.host() + "/published");
            return failed == 0 ? 0 : 1;
        }
    }

    private void build(Repository repository) throws IOException {
        Path dockerfile = directory.resolve("Dockerfile");
        Files.writeString(
                dockerfile, "FROM scratch\nARG FROM=here\nCOPY Dockerfile /etc/\nENTRYPOINT [\"/etc/Dockerfile\"]\n");
        try (RegistryStore registry = new RegistryStore(RegistryOptions.defaults());
                NativeImageBuilder builder = new NativeImageBuilder(
                        registry,
                        new BaseImages(List.of(registry)),
                        Compressors.of(System.getenv()).fastestGzip(),
                        directory.resolve("spool"),
                        TransferListener.NONE)) {
            Descriptor built = builder.build(new ImageRequest(
                            dockerfile,
                            BuildContext.directory(directory),
                            Platform.LINUX_AMD64,
                            Map.of(),
                            repository,
                            Instant.EPOCH))
                    .manifest();
            registry.tag(repository.tag("1"), registry.manifest(repository, built.digest()));
        }
    }

    private int run(String... words) {
        return Main.execute(new Terminal(new PrintWriter(PrintWriter.nullWriter()), terminal.err(), false), words);
    }
}
