package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.layout.ArchiveImage;
import io.jenkins.plugins.istioimages.layout.ArchiveLayer;
import io.jenkins.plugins.istioimages.layout.ArchiveSource;
import io.jenkins.plugins.istioimages.layout.Compression;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.publish.ArchivedImage.ArchivedLayer;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an archive once as a stream, from which each layer that nobody had goes through the compressor. */
final class ArchiveIntake {
    private static final int TAR_BLOCK = 512;

    private final LayerShop shop;
    private final PublishCache cache;
    private final List<String> variants;

    ArchiveIntake(LayerShop shop, PublishCache cache, List<String> variants) {
        this.shop = shop;
        this.cache = cache;
        this.variants = variants;
    }

    /**
     * The images of an archive; it is not even opened where the cache knows all about it.
     *
     * @throws StoreException if it is damaged
     */
    List<ArchivedImage> read(Path file) {
        try {
            Optional<List<ArchivedImage>> remembered = remembered(file);
            return remembered.isPresent() ? remembered.get() : readNow(file);
        } catch (ClosedByInterruptException | InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("cancelled while " + file + " was read", e);
        } catch (IOException e) {
            throw new WorkException("cannot publish " + file + ": " + e.getMessage(), e);
        }
    }

    private Optional<List<ArchivedImage>> remembered(Path file) throws IOException {
        List<ArchivedImage> result = new ArrayList<>();
        Optional<List<ArchiveImage>> images = cache.archive(file).flatMap(ArchiveFacts::parse);
        for (ArchiveImage image : images.orElse(List.of())) {
            List<ArchivedLayer> layers = new ArrayList<>();
            for (ArchiveLayer layer : image.layers()) {
                Optional<LayerBytes> known = shop.known(layer.blob().compression(), layer.diffId());
                if (known.isEmpty()) {
                    return Optional.empty();
                }
                layers.add(new ArchivedLayer(layer.blob(), layer.diffId(), known.get()));
            }
            result.add(archived(file, image, layers));
        }
        return result.isEmpty() ? Optional.empty() : Optional.of(result);
    }

    private List<ArchivedImage> readNow(Path file) throws IOException, InterruptedException {
        String state = PublishCache.state(file);
        Map<String, LayerShop.Taken> taken = new HashMap<>();
        ArchiveSource archive = ArchiveSource.read(file, (blob, content) -> {
            // What is no tar is no layer; should one say so all the same, it is read when it is asked for.
            if (blob.compression() != Compression.NONE || blob.size() % TAR_BLOCK == 0) {
                taken.put(blob.path(), shop.take(blob, content));
            }
        });
        List<ArchiveImage> images = archive.images();
        List<ArchivedImage> result = new ArrayList<>();
        for (ArchiveImage image : images) {
            List<ArchivedLayer> layers = new ArrayList<>();
            for (ArchiveLayer layer : image.layers()) {
                layers.add(layer(archive, layer, taken));
            }
            result.add(archived(file, image, layers));
        }
        cache.storeArchive(file, state, ArchiveFacts.toJson(images));
        return result;
    }

    private ArchivedLayer layer(ArchiveSource archive, ArchiveLayer layer, Map<String, LayerShop.Taken> taken)
            throws IOException, InterruptedException {
        LayerShop.Taken found = taken.get(layer.blob().path());
        if (found == null) {
            try (InputStream in = archive.open(layer.blob())) {
                found = shop.take(layer.blob(), in);
            }
        }
        checkDiffId(archive, layer, found.diffId());
        LayerBytes bytes = shop.get(layer.blob(), found, () -> archive.open(layer.blob()));
        return new ArchivedLayer(layer.blob(), layer.diffId(), bytes);
    }

    private static void checkDiffId(ArchiveSource archive, ArchiveLayer layer, Digest actual) {
        if (!actual.equals(layer.diffId())) {
            throw new StoreException(archive + " is damaged: its layer "
                    + layer.blob().path() + " should have the diff id " + layer.diffId() + ", it has " + actual);
        }
    }

    private ArchivedImage archived(Path file, ArchiveImage image, List<ArchivedLayer> layers) throws IOException {
        Platform platform = image.settings().platform();
        List<ArchiveName> names = new ArrayList<>();
        for (String name : image.names()) {
            reference(name).ifPresent(known -> names.add(ArchiveName.of(known, platform, variants)));
        }
        if (names.isEmpty()) {
            names.add(ArchiveName.ofFile(file.getFileName().toString(), platform, variants));
        }
        try (InputStream config = image.config().open()) {
            BlobSource typed = BlobSource.ofBytes(MediaTypes.OCI_CONFIG, config.readAllBytes());
            return new ArchivedImage(file, names, platform, typed, layers);
        }
    }

    /** A name that is one: a bare tag, as OCI archives may have it, tells no image. */
    private static Optional<Reference> reference(String name) {
        if (name.indexOf('/') < 0 && name.indexOf(':') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Reference.parse(name))
                    .filter(reference -> reference.tag().isPresent());
        } catch (InputException e) {
            return Optional.empty();
        }
    }
}
