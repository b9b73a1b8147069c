package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.image.BuiltImage;
import io.jenkins.plugins.istioimages.image.NativeImageBuilder;
import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.image.staging.SourceTreeImages;
import io.jenkins.plugins.istioimages.image.staging.TreeImage;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes the images of a stage with the engine's own builder, several at a time. */
public final class NativeImages implements ImageMaker {
    private final ImageStore staging;
    private final Hub hub;
    private final BaseImages bases;
    private final Compressor compressor;
    private final Instant created;
    private final int parallel;
    private final TransferListener transfers;
    private final BuildListener listener;

    /**
     * @param staging where images go
     * @param hub that they are named below
     * @param created time of every entry: the commit time of the istio source
     * @param parallel how many images of one stage are made at once
     */
    public NativeImages(
            ImageStore staging,
            Hub hub,
            BaseImages bases,
            Compressor compressor,
            Instant created,
            int parallel,
            TransferListener transfers,
            BuildListener listener) {
        this.staging = staging;
        this.hub = hub;
        this.bases = bases;
        this.compressor = compressor;
        this.created = created;
        this.parallel = Math.max(1, parallel);
        this.transfers = transfers;
        this.listener = listener;
    }

    @Override
    public void check(Stage stage, StageDirectory directory) {
        images(stage, directory);
    }

    @Override
    public List<ImageRecord> make(Stage stage, StageDirectory directory) {
        List<TreeImage> images = images(stage, directory);
        ExecutorService pool = Executors.newFixedThreadPool(parallel, work -> new Thread(work, "image"));
        try (NativeImageBuilder builder = new NativeImageBuilder(
                staging,
                bases.replacing(stage.replacedBases()),
                compressor,
                directory.path().resolve("layers"),
                transfers)) {
            List<Future<ImageRecord>> futures = new ArrayList<>();
            images.forEach(image -> futures.add(pool.submit(() -> make(stage, image, builder))));
            try {
                return results(futures);
            } finally {
                // Before the builder closes: who is still at work uses its files.
                StageThreads.stop(pool);
            }
        }
    }

    private ImageRecord make(Stage stage, TreeImage image, NativeImageBuilder builder) {
        Repository repository = hub.image(image.name());
        BuiltImage built = builder.build(image.request(repository, created));
        ImageRecord record = new ImageRecord(
                image.name(),
                image.variant(),
                repository,
                built.platform(),
                built.manifest(),
                built.size(),
                built.layers(),
                new TreeMap<>(stage.inputs()),
                stage.id());
        listener.pushed(stage, record);
        return record;
    }

    private static List<ImageRecord> results(List<Future<ImageRecord>> futures) {
        List<ImageRecord> records = new ArrayList<>();
        try {
            for (Future<ImageRecord> future : futures) {
                records.add(future.get());
            }
            return records;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("cancelled while images were made", e);
        } catch (ExecutionException e) {
            throw StageThreads.unchecked(e);
        }
    }

    /** The tree's images that the stage is to make, with the variables that make had. */
    private static List<TreeImage> images(Stage stage, StageDirectory directory) {
        Map<String, String> environment = stage.environment(directory.path().toString());
        SourceTreeImages tree = new SourceTreeImages(directory.source("istio"), environment);
        return stage.outputs().stream()
                .map(output -> tree.image(stage.platform(), output.image(), output.variant()))
                .toList();
    }
}
