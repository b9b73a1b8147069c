package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Publishes a directory of docker-archives without a daemon. Each distinct layer is read and compressed once, the largest
 * first, over all processors, and sent while others are compressed. Platforms are pushed by digest, untagged, then the
 * indexes, and when all of it is seen to be there, the tags. What is there already is left alone, so a run that was cut
 * goes on and a second run sends nothing.
 */
public final class ArchivePublisher {
    /** Most of the time of a transfer is waiting; the store itself limits what one registry bears. */
    private static final int TRANSFERS = 8;

    private final ImageStore target;
    private final Compressor compressor;
    private final Path cache;
    private final PublishListener listener;
    private final BeforeTags beforeTags;

    /** Tells nobody how it goes on. */
    public ArchivePublisher(ImageStore target, Compressor compressor, Path cache) {
        this(target, compressor, cache, PublishListener.NONE);
    }

    /** @param cache a directory that later runs know layers and archives from; made if it is not there */
    public ArchivePublisher(ImageStore target, Compressor compressor, Path cache, PublishListener listener) {
        this(target, compressor, cache, listener, BeforeTags.NOTHING);
    }

    /** @param beforeTags done with every image before any is tagged */
    public ArchivePublisher(
            ImageStore target, Compressor compressor, Path cache, PublishListener listener, BeforeTags beforeTags) {
        this.target = target;
        this.compressor = compressor;
        this.cache = cache;
        this.listener = listener;
        this.beforeTags = beforeTags;
    }

    /**
     * Publishes all archives of a directory.
     *
     * @throws InputException if there are none, one has no name or tag, or two contradict each other
     * @throws StoreException if an archive is damaged or the target does not do its part
     */
    public PublishReport publish(PublishRequest request) {
        return deliver(
                request,
                (images, work) -> new PublishReport(
                        new TagWriter(target, work.placer(), work.lanes(), beforeTags)
                                .write(TagSlots.of(request, images), request.hubs()),
                        work.shop().compressed(),
                        work.places().bytesSent()));
    }

    /**
     * Brings all images of a directory into all hubs by digest, and sets no tag.
     *
     * @return them, in the order of their archives
     * @throws InputException if there are no archives, or one has no name
     * @throws StoreException if an archive is damaged or the target does not do its part
     */
    public List<PlacedImage> place(PublishRequest request) {
        return deliver(
                request, (images, work) -> images.stream().map(PlacedImage::of).toList());
    }

    /** What is at work while images are brought. */
    private record Work(LayerShop shop, BlobPlaces places, ImagePlacer placer, Lanes lanes) {}

    private <T> T deliver(PublishRequest request, BiFunction<List<ArchivedImage>, Work, T> finish) {
        List<Path> files = archives(request.directory());
        listener.started(files.size());
        PublishCache memory = new PublishCache(cache);
        try (Spools spools = new Spools(Path.of(System.getProperty("java.io.tmpdir")));
                Lanes lanes = new Lanes(request.parallel(), TRANSFERS)) {
            LayerShop shop = new LayerShop(new LayerPress(spools, compressor), memory, lanes, listener);
            BlobPlaces places = new BlobPlaces(target, lanes);
            ImagePlacer placer = new ImagePlacer(target, shop, lanes, places, listener);
            ArchiveIntake intake = new ArchiveIntake(shop, memory, request.variants());
            List<ArchivedImage> images = new Delivery(request, intake, shop, placer, lanes, listener).place(files);
            T result = finish.apply(images, new Work(shop, places, placer, lanes));
            memory.prune();
            return result;
        }
    }

    private static List<Path> archives(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new InputException("'" + directory + "' is not a directory: expected one with image archives");
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> archives = files.filter(Files::isRegularFile)
                    .filter(file -> ArchiveName.isArchive(file.getFileName().toString()))
                    .sorted()
                    .toList();
            if (archives.isEmpty()) {
                throw new InputException("'" + directory + "' holds no image archives (.tar.gz, .tgz or .tar)");
            }
            return archives;
        } catch (IOException e) {
            throw new WorkException("cannot list " + directory + ": " + e.getMessage(), e);
        }
    }
}
