package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.staging.DockerImagesFile;
import io.jenkins.plugins.istioimages.image.staging.TreeEntry;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import io.jenkins.plugins.istioimages.source.SourceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Those files of the istio source that a plan is made from, in a temporary directory: its {@code tools/docker.yaml}, the
 * Dockerfiles that one names, and where versions stand. So a plan needs no working copy, and says before any work what
 * is wrong with an image.
 */
public final class IstioTree implements AutoCloseable {
    private static final List<String> VERSIONS = List.of("Makefile.core.mk", "istio.deps", "VERSION");

    private final Path directory;
    private final String name;

    /** @param name in messages, in place of the directory */
    IstioTree(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /**
     * Brings the files.
     *
     * @throws InputException if {@code tools/docker.yaml} is wrong; it may be missing
     */
    public static IstioTree of(SourceFiles files, ResolvedSource istio) {
        try {
            IstioTree tree = new IstioTree(
                    Files.createTempDirectory("istio-images-plan").toRealPath(),
                    istio.name() + "@" + istio.sha().substring(0, 12));
            try {
                tree.bring(files, istio);
                return tree;
            } catch (IOException | RuntimeException e) {
                tree.close();
                throw e;
            }
        } catch (IOException e) {
            throw new WorkException("cannot write files of the istio source to a temporary directory: " + e, e);
        }
    }

    Path directory() {
        return directory;
    }

    boolean hasImages() {
        return Files.exists(directory.resolve(DockerImagesFile.PATH));
    }

    /**
     * The name of a chart; empty where the source does not have it.
     *
     * @throws InputException if it has none that a file can be called by
     */
    Optional<String> chartName(ReleaseChart chart) {
        Path file = directory.resolve(chart.file());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ChartYaml.read(file.toString(), Files.readString(file)).name());
        } catch (IOException e) {
            throw new WorkException("cannot read " + named(file.toString()) + ": " + e, e);
        }
    }

    /** A message with the commit in place of the temporary directory, which means nothing to the user. */
    String named(String message) {
        return message.replace(directory + "/", name + ":").replace(directory.toString(), name);
    }

    private void bring(SourceFiles files, ResolvedSource istio) throws IOException {
        for (String path : VERSIONS) {
            bring(files, istio, path);
        }
        for (ReleaseChart chart : ReleaseChart.ALL) {
            bring(files, istio, chart.file());
        }
        if (!bring(files, istio, DockerImagesFile.PATH)) {
            return;
        }
        List<TreeEntry> images;
        try {
            images = DockerImagesFile.read(directory).images();
        } catch (InputException e) {
            throw new InputException(named(e.getMessage()), e);
        }
        for (TreeEntry image : images) {
            bring(files, istio, image.dockerfile());
        }
    }

    private boolean bring(SourceFiles files, ResolvedSource istio, String path) throws IOException {
        Path target = directory.resolve(path).normalize();
        if (!target.startsWith(directory) || Files.exists(target)) {
            // What points out of the tree is refused where it is used, with its place.
            return false;
        }
        Optional<String> text = files.text(istio, directory.relativize(target).toString());
        if (text.isPresent()) {
            Files.createDirectories(target.getParent());
            Files.writeString(target, text.get());
        }
        return text.isPresent();
    }

    /** Removes the temporary directory. */
    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new WorkException("cannot remove the temporary directory " + directory + ": " + e, e);
        }
    }
}
