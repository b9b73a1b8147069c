package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.layout.ArchiveImage;
import io.jenkins.plugins.istioimages.layout.ArchiveLayer;
import io.jenkins.plugins.istioimages.layout.ArchiveSource;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.ImageTags;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageOutput;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Collects what {@code make docker.save} leaves: docker-archives, read as they are, never loaded into a daemon. Names
 * and variants are those of the tags inside, platforms those of the image configurations; file names say nothing.
 */
public final class ArchiveImages implements ImageMaker {
    private final ImageStore staging;
    private final Hub hub;
    private final String version;
    private final Compressor compressor;
    private final BuildListener listener;

    /**
     * @param staging where images go
     * @param hub that they are named below
     * @param version that their tags begin with
     * @param compressor of layers that stand in an archive uncompressed
     */
    public ArchiveImages(ImageStore staging, Hub hub, String version, Compressor compressor, BuildListener listener) {
        this.staging = staging;
        this.hub = hub;
        this.version = version;
        this.compressor = compressor;
        this.listener = listener;
    }

    @Override
    public void check(Stage stage, StageDirectory directory) {
        // The source tree decides what it makes images of, when make runs.
    }

    @Override
    public List<ImageRecord> make(Stage stage, StageDirectory directory) {
        List<Path> archives = archives(stage, directory);
        if (archives.isEmpty()) {
            throw new StageFailedException(
                    stage.id(), "make left no image archive in out/*/release/docker of its sources", List.of());
        }
        ArchiveLayers layers = new ArchiveLayers(directory.path().resolve("layers"), compressor);
        Map<StageOutput, ImageRecord> records = new TreeMap<>();
        for (Path archive : archives) {
            try (ArchiveSource source = ArchiveSource.open(archive)) {
                for (ArchiveImage image : source.images()) {
                    StageOutput output = name(image, archive);
                    if (!records.containsKey(output)) {
                        records.put(output, push(stage, output, image, source, layers));
                        listener.pushed(stage, records.get(output));
                    }
                }
            }
        }
        return withoutAliases(records.values());
    }

    /** A default that is the same image as another variant is that variant's second name and no image of its own. */
    private static List<ImageRecord> withoutAliases(Collection<ImageRecord> records) {
        return records.stream()
                .filter(record -> !record.variant().equals(ImageTags.DEFAULT)
                        || records.stream().noneMatch(other -> isAliasOf(record, other)))
                .toList();
    }

    private static boolean isAliasOf(ImageRecord one, ImageRecord other) {
        return !other.variant().equals(ImageTags.DEFAULT)
                && one.name().equals(other.name())
                && one.platform().equals(other.platform())
                && one.manifest().digest().equals(other.manifest().digest());
    }

    private static List<Path> archives(Stage stage, StageDirectory directory) {
        List<Path> found = new ArrayList<>();
        List<Path> trees = new ArrayList<>();
        stage.inputs().keySet().stream().sorted().map(directory::source).forEach(trees::add);
        // Release 1.4 has its output beside the sources.
        trees.add(directory.path());
        for (Path tree : trees) {
            for (Path out : list(tree.resolve("out"), "*")) {
                found.addAll(list(out.resolve("release").resolve("docker"), "*.{tar,tar.gz}"));
            }
        }
        return found;
    }

    private static List<Path> list(Path directory, String glob) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
            List<Path> found = new ArrayList<>();
            entries.forEach(found::add);
            return found.stream().sorted().toList();
        } catch (IOException e) {
            throw new WorkException("cannot list " + directory + ": " + e, e);
        }
    }

    /** From the tags {@code VERSION[-VARIANT][-ARCHITECTURE]} (istio tools/docker-builder/common.go, extractTags). */
    private StageOutput name(ArchiveImage image, Path archive) {
        String architecture = image.settings().platform().architecture();
        StageOutput unsuffixed = null;
        for (String name : image.names()) {
            Optional<StageOutput> output = output(name, architecture);
            if (output.isPresent() && !output.get().variant().equals(ImageTags.DEFAULT)) {
                return output.get();
            }
            unsuffixed = output.orElse(unsuffixed);
        }
        if (unsuffixed == null) {
            throw new WorkException(archive + " holds no image of version " + version + ": its tags are "
                    + (image.names().isEmpty() ? "none" : String.join(", ", image.names())));
        }
        return unsuffixed;
    }

    private Optional<StageOutput> output(String name, String architecture) {
        int colon = name.lastIndexOf(':');
        if (colon < name.lastIndexOf('/')) {
            return Optional.empty();
        }
        String repository = name.substring(0, colon);
        String image = repository.substring(repository.lastIndexOf('/') + 1);
        String tag = name.substring(colon + 1);
        String plain =
                tag.endsWith("-" + architecture) ? tag.substring(0, tag.length() - architecture.length() - 1) : tag;
        if (plain.equals(version)) {
            return Optional.of(new StageOutput(image, ImageTags.DEFAULT));
        }
        return plain.startsWith(version + "-")
                ? Optional.of(new StageOutput(image, plain.substring(version.length() + 1)))
                : Optional.empty();
    }

    private ImageRecord push(
            Stage stage, StageOutput output, ArchiveImage image, ArchiveSource source, ArchiveLayers layers) {
        Repository repository = repository(output);
        List<Descriptor> descriptors = new ArrayList<>();
        for (ArchiveLayer layer : image.layers()) {
            BlobSource blob = layers.of(layer, source);
            staging.pushBlob(repository, blob);
            descriptors.add(blob.descriptor());
        }
        staging.pushBlob(repository, image.config());
        Descriptor config = image.config().descriptor();
        Descriptor manifest = staging.pushManifest(
                repository,
                ImageManifest.of(MediaTypes.OCI_MANIFEST, config, descriptors).content());
        long size = manifest.size()
                + config.size()
                + descriptors.stream().mapToLong(Descriptor::size).sum();
        return new ImageRecord(
                output.image(),
                output.variant(),
                repository,
                image.settings().platform(),
                manifest,
                size,
                descriptors,
                new TreeMap<>(stage.inputs()),
                stage.id());
    }

    private Repository repository(StageOutput output) {
        try {
            return hub.image(output.image());
        } catch (InputException e) {
            throw new WorkException("an archive names the image '" + output.image() + "': " + e.getMessage(), e);
        }
    }
}
