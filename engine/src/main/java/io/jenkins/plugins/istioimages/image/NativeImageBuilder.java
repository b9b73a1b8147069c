package io.jenkins.plugins.istioimages.image;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.base.BaseImage;
import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.image.dockerfile.Dockerfile;
import io.jenkins.plugins.istioimages.image.dockerfile.DockerfileException;
import io.jenkins.plugins.istioimages.image.dockerfile.StageGraph;
import io.jenkins.plugins.istioimages.image.layer.LayerSpool;
import io.jenkins.plugins.istioimages.image.layer.SpooledLayer;
import io.jenkins.plugins.istioimages.image.stage.StageBuilder;
import io.jenkins.plugins.istioimages.image.stage.StageResult;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Makes images of Dockerfiles without RUN and pushes them by digest, untagged, without a daemon. Every instruction that
 * makes files makes one layer that depends on the files, the platform, the arguments and the time of the request alone.
 * Layers of the base are mounted or copied; they are read only where an instruction's result depends on what is in them.
 *
 * <p>Safe for many threads: call {@link #build} for several images at once. Equal layers are compressed once.
 */
public final class NativeImageBuilder implements AutoCloseable {
    private final ImageStore target;
    private final BaseImages bases;
    private final Path spoolDirectory;
    private final TransferListener listener;
    private final LayerSpool spool;
    private final Map<Digest, Set<Repository>> pushed = new ConcurrentHashMap<>();

    /**
     * @param target store that images go to; not closed here
     * @param bases where FROM and {@code COPY --from} find images
     * @param compressor of the layers
     * @param spoolDirectory for temporary files of up to the size of all layers; a directory of its own below it is made
     *     and removed
     * @param listener hears what the user should know; of transfers the target tells its own listener
     */
    public NativeImageBuilder(
            ImageStore target,
            BaseImages bases,
            Compressor compressor,
            Path spoolDirectory,
            TransferListener listener) {
        this.target = target;
        this.bases = bases;
        this.listener = listener;
        try {
            Files.createDirectories(spoolDirectory);
            this.spoolDirectory = Files.createTempDirectory(spoolDirectory, "images-");
        } catch (IOException e) {
            throw new WorkException("cannot make a directory in " + spoolDirectory + ": " + e.getMessage(), e);
        }
        this.spool = new LayerSpool(this.spoolDirectory, compressor);
    }

    /**
     * Builds and pushes one image.
     *
     * @return its manifest, config and layers as they are in the store
     * @throws DockerfileException if the Dockerfile is wrong, needs RUN, or names what is not there
     * @throws io.jenkins.plugins.istioimages.image.binary.BinaryCheck.WrongArchitectureException if a binary is for
     *     another platform
     * @throws WorkException if a file cannot be read or a store fails
     */
    public BuiltImage build(ImageRequest request) {
        Dockerfile dockerfile = Dockerfile.read(request.dockerfile());
        StageGraph graph = StageGraph.of(dockerfile, request.buildArgs(), Platform.current(), request.platform());
        StageResult result =
                new StageBuilder(graph, ContextReader.open(request), bases, request.created(), spoolDirectory).build();
        if (!result.platform().equals(request.platform())) {
            throw new DockerfileException(
                    graph.stages().get(graph.stages().size() - 1).from().at(),
                    "the last stage is for " + result.platform() + ", the image is wanted for " + request.platform());
        }
        return assemble(request, result);
    }

    private BuiltImage assemble(ImageRequest request, StageResult result) {
        List<Descriptor> layers = new ArrayList<>();
        result.base().ifPresent(base -> layers.addAll(pushBase(request.repository(), base)));
        List<Digest> diffIds = new ArrayList<>();
        for (var spec : result.layers()) {
            SpooledLayer layer = spool.layer(spec);
            pushLayer(request.repository(), layer);
            layers.add(layer.descriptor());
            diffIds.add(layer.diffId());
        }
        byte[] config = result.isBase()
                ? result.base().orElseThrow().configBytes()
                : result.config(diffIds, request.created()).bytes();
        BlobSource configBlob = BlobSource.ofBytes(MediaTypes.OCI_CONFIG, config);
        target.pushBlob(request.repository(), configBlob);
        ManifestContent manifest = ImageManifest.of(MediaTypes.OCI_MANIFEST, configBlob.descriptor(), layers)
                .content();
        Descriptor pushedManifest = target.pushManifest(request.repository(), manifest);
        return new BuiltImage(result.platform(), pushedManifest, configBlob.descriptor(), layers);
    }

    /** The base's layers, under the OCI names of their types, whichever family the base is of. */
    private List<Descriptor> pushBase(Repository repository, BaseImage base) {
        List<Descriptor> result = new ArrayList<>();
        for (Descriptor layer : base.layers()) {
            if (!MediaTypes.isNonDistributable(layer.mediaType())) {
                target.pushBlob(repository, BlobSource.ofStore(base.store(), base.repository(), layer));
            }
            result.add(LayerTypes.toOci(layer));
        }
        return result;
    }

    private void pushLayer(Repository repository, SpooledLayer layer) {
        Set<Repository> known =
                pushed.computeIfAbsent(layer.descriptor().digest(), digest -> ConcurrentHashMap.newKeySet());
        target.pushBlob(
                repository, new LayerUpload(layer, known.stream().sorted().toList()));
        known.add(repository);
    }

    /** Removes the temporary files; the stores stay open. */
    @Override
    public void close() {
        spool.close();
        try (Stream<Path> files = Files.walk(spoolDirectory)) {
            files.sorted(Comparator.reverseOrder()).forEach(NativeImageBuilder::delete);
        } catch (IOException | UncheckedIOException e) {
            listener.notice("temporary files stay in " + spoolDirectory + ": " + e.getMessage());
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
