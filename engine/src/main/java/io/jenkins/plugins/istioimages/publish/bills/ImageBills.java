package io.jenkins.plugins.istioimages.publish.bills;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.contents.ListedImages;
import io.jenkins.plugins.istioimages.catalog.contents.Marks;
import io.jenkins.plugins.istioimages.catalog.sbom.ImageBom;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Bills of the images of a release, each made when it is asked for and then kept in a file until this is closed: several
 * hubs get the same. Used by many threads; one of them reads layers at a time.
 */
public final class ImageBills implements AutoCloseable {
    private final ImageStore store;
    private final ListedImages images;
    private final Map<Digest, CatalogImage> known = new HashMap<>();
    private final Map<Digest, Path> made = new HashMap<>();
    private Path directory;

    /** @param store that has the images of the catalog, in the repositories that it names */
    public ImageBills(ImageStore store, Catalog catalog) {
        this.store = store;
        this.images = new ListedImages(store, Marks.of(catalog.version()));
        for (CatalogImage image : catalog.images()) {
            known.putIfAbsent(image.digest(), image);
            image.platforms().forEach(platform -> known.putIfAbsent(platform.digest(), image));
        }
    }

    /**
     * The bill of one manifest, as SPDX in JSON.
     *
     * @param root the image or index of the catalog that the manifest is or is in
     * @throws WorkException if the image is not in the catalog, or cannot be read
     */
    public synchronized byte[] of(Digest root, Digest manifest) {
        try {
            Path file = made.get(manifest);
            if (file == null) {
                file = file(manifest);
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    write(image(root), manifest, out);
                }
                made.put(manifest, file);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new WorkException("cannot write the bill of materials of " + manifest + ": " + e, e);
        }
    }

    private CatalogImage image(Digest root) {
        CatalogImage image = known.get(root);
        if (image == null) {
            throw new WorkException(root + " is no image of the release, so there is no bill of what is in it");
        }
        return image;
    }

    private Path file(Digest manifest) throws IOException {
        if (directory == null) {
            directory = Files.createTempDirectory("istio-images-bills");
        }
        return directory.resolve(manifest.hex());
    }

    private void write(CatalogImage image, Digest digest, OutputStream out) throws IOException {
        ManifestContent content = store.manifest(image.repository(), digest);
        if (content.parse() instanceof ImageManifest manifest) {
            ImageConfig config = config(image, manifest);
            ImageBom.write(image.name(), digest, manifest, config, images.of(image.repository(), manifest), out);
        } else {
            List<Descriptor> children = content.parse().references();
            ImageBom.writeIndex(image.name(), digest, children, latest(image, children), out);
        }
    }

    private Instant latest(CatalogImage image, List<Descriptor> children) {
        return children.stream()
                .map(child -> store.manifest(image.repository(), child.digest()).parse())
                .filter(ImageManifest.class::isInstance)
                .map(child -> ImageBom.created(config(image, (ImageManifest) child)))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private ImageConfig config(CatalogImage image, ImageManifest manifest) {
        try (InputStream in = store.openBlob(image.repository(), manifest.config())) {
            return ImageConfig.parse(in.readNBytes(ManifestContent.MAX_SIZE), "config of " + image.name());
        } catch (IOException e) {
            throw new WorkException("cannot read the config of " + image.name() + ": " + e, e);
        }
    }

    @Override
    public synchronized void close() {
        if (directory == null) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            // Nothing secret is in it, and whoever empties temporary directories takes it.
            directory.toFile().deleteOnExit();
        }
        directory = null;
        made.clear();
    }
}
