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
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    private static final String NO_VERSION = "0.0.0";

    private final ImageStore store;
    private final ListedImages images;
    private final Map<Digest, Place> known = new HashMap<>();
    private final Map<Digest, Path> made = new HashMap<>();
    private Path directory;
    private boolean kept;

    /**
     * Where an image is.
     *
     * @param name of it, which stands in the bill
     */
    private record Place(String name, Repository repository) {}

    /** @param store that has the images of the catalog, in the repositories that it names */
    public ImageBills(ImageStore store, Catalog catalog) {
        this(store, Marks.of(catalog.version()));
        for (CatalogImage image : catalog.images()) {
            add(image.name(), image.repository(), image.digest());
            image.platforms().forEach(platform -> add(image.name(), image.repository(), platform.digest()));
        }
    }

    private ImageBills(ImageStore store, Marks marks) {
        this.store = store;
        this.images = new ListedImages(store, marks);
    }

    /** Bills of images that are added when they are known. */
    public static ImageBills of(ImageStore store) {
        // What is found of a release's version in programs is checked elsewhere, and stands in no bill.
        return new ImageBills(store, Marks.of(NO_VERSION));
    }

    /**
     * One more image, if it is not known yet: equal ones have one bill.
     *
     * @param root its index, or its manifest where there is one platform only
     */
    public synchronized void add(String name, Repository repository, Digest root) {
        known.putIfAbsent(root, new Place(name, repository));
    }

    /**
     * Has bills kept in a directory after this is closed, and takes those that are there: what is signed elsewhere must be
     * the same when it is attached, and layers are read once.
     *
     * @param place is made if it is not there
     */
    public synchronized ImageBills keptIn(Path place) {
        try {
            directory = Files.createDirectories(place);
            kept = true;
            return this;
        } catch (IOException e) {
            throw new WorkException("cannot keep bills of materials in " + place + ": " + e, e);
        }
    }

    /** Deletes what {@link #keptIn} has left, as far as that can be: what stays is what would be made again. */
    public static void delete(Path place) {
        if (!Files.isDirectory(place)) {
            return;
        }
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(place);
        } catch (IOException e) {
            place.toFile().deleteOnExit();
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
                if (!kept || !Files.isRegularFile(file)) {
                    make(image(root), manifest, file);
                }
                made.put(manifest, file);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new WorkException("cannot write the bill of materials of " + manifest + ": " + e, e);
        }
    }

    /** One that was cut is not taken for whole. */
    private void make(Place image, Digest manifest, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            write(image, manifest, out);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Place image(Digest root) {
        Place image = known.get(root);
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

    private void write(Place image, Digest digest, OutputStream out) throws IOException {
        ManifestContent content = store.manifest(image.repository(), digest);
        if (content.parse() instanceof ImageManifest manifest) {
            ImageConfig config = config(image, manifest);
            ImageBom.write(image.name(), digest, manifest, config, images.of(image.repository(), manifest), out);
        } else {
            List<Descriptor> children = content.parse().references();
            ImageBom.writeIndex(image.name(), digest, children, latest(image, children), out);
        }
    }

    private Instant latest(Place image, List<Descriptor> children) {
        return children.stream()
                .map(child -> store.manifest(image.repository(), child.digest()).parse())
                .filter(ImageManifest.class::isInstance)
                .map(child -> ImageBom.created(config(image, (ImageManifest) child)))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private ImageConfig config(Place image, ImageManifest manifest) {
        try (InputStream in = store.openBlob(image.repository(), manifest.config())) {
            return ImageConfig.parse(in.readNBytes(ManifestContent.MAX_SIZE), "config of " + image.name());
        } catch (IOException e) {
            throw new WorkException("cannot read the config of " + image.name() + ": " + e, e);
        }
    }

    @Override
    public synchronized void close() {
        if (directory == null || kept) {
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
