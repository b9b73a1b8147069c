package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.layout.ArchiveImage;
import io.jenkins.plugins.istioimages.layout.ArchiveLayer;
import io.jenkins.plugins.istioimages.layout.ArchiveSource;
import io.jenkins.plugins.istioimages.layout.Compression;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.publish.ArchivedImage.ComingLayer;
import io.jenkins.plugins.istioimages.store.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the images of archives. An archive that has not changed since an earlier run is not opened; of a plain tar only
 * the headers and the small files are read, its layers are skipped; a compressed one is read once, as a stream, from which
 * each layer that nobody had goes through the compressor.
 */
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

    /** What is known of an archive before its layers are read: empty where it must be {@linkplain #stream streamed}. */
    record Survey(Path file, boolean seekable, Optional<List<ArchiveImage>> images) {
        /** All layers of all images. */
        List<ArchivedLayer> layers() {
            return images.orElse(List.of()).stream()
                    .flatMap(image -> image.layers().stream())
                    .map(this::layer)
                    .toList();
        }

        ArchivedLayer layer(ArchiveLayer layer) {
            return new ArchivedLayer(file, seekable, layer.blob(), layer.diffId());
        }
    }

    /** @throws io.jenkins.plugins.istioimages.store.StoreException if the archive is damaged */
    Survey survey(Path file) throws IOException {
        boolean seekable = ArchiveSource.isSeekable(file);
        Optional<List<ArchiveImage>> remembered = cache.archive(file)
                .flatMap(ArchiveFacts::parse)
                .filter(images -> !images.isEmpty())
                .filter(images -> seekable || images.stream().allMatch(this::isKnown));
        if (remembered.isPresent() || !seekable) {
            return new Survey(file, seekable, remembered);
        }
        String state = PublishCache.state(file);
        List<ArchiveImage> images = ArchiveSource.open(file).images();
        cache.storeArchive(file, state, ArchiveFacts.toJson(images));
        return new Survey(file, true, Optional.of(images));
    }

    /** The images of an archive that was surveyed. */
    List<ArchivedImage> images(Survey survey) throws IOException {
        List<ArchivedImage> result = new ArrayList<>();
        for (ArchiveImage image : survey.images().orElseThrow()) {
            result.add(image(survey.file(), image, layer -> {
                ArchivedLayer archived = survey.layer(layer);
                return new ComingLayer(archived, shop.layer(archived));
            }));
        }
        return result;
    }

    /** Reads an archive from its first byte to its last. */
    List<ArchivedImage> stream(Path file) throws IOException {
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
            result.add(image(file, image, layer -> taken(file, layer, taken)));
        }
        cache.storeArchive(file, state, ArchiveFacts.toJson(images));
        return result;
    }

    private ComingLayer taken(Path file, ArchiveLayer layer, Map<String, LayerShop.Taken> all) {
        ArchivedLayer archived = new ArchivedLayer(file, false, layer.blob(), layer.diffId());
        LayerShop.Taken taken = all.get(layer.blob().path());
        if (taken == null) {
            return new ComingLayer(archived, shop.layer(archived));
        }
        if (!taken.diffId().equals(layer.diffId())) {
            throw LayerShop.damaged(archived, taken.diffId());
        }
        return new ComingLayer(archived, shop.layer(archived, taken));
    }

    private boolean isKnown(ArchiveImage image) {
        return image.layers().stream()
                .allMatch(layer -> shop.isKnown(layer.blob().compression(), layer.diffId()));
    }

    private ArchivedImage image(Path file, ArchiveImage image, Function<ArchiveLayer, ComingLayer> layers)
            throws IOException {
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
            return new ArchivedImage(
                    file,
                    names,
                    platform,
                    typed,
                    image.layers().stream().map(layers).toList());
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
