package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.catalog.contents.Marks;
import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Where a build staged the images of a release: a registry, or an OCI layout. */
public final class StagedImages {
    private final ImageStore store;
    private final Optional<Repository> hub;

    private StagedImages(ImageStore store, Optional<Repository> hub) {
        this.store = store;
        this.hub = hub;
    }

    /** A store that has images under the names of the catalog. */
    public static StagedImages in(ImageStore store) {
        return new StagedImages(store, Optional.empty());
    }

    /** A store that has them below another registry and path. */
    public static StagedImages in(ImageStore store, Repository hub) {
        return new StagedImages(store, Optional.of(hub));
    }

    /** The store. */
    public ImageStore store() {
        return store;
    }

    /** Where an image is in it. */
    public Repository repository(CatalogImage image) {
        return hub.map(path -> path.resolve(image.name())).orElse(image.repository());
    }

    /** What the catalog names, read to its end, and what is wrong with it. */
    ImageArchive read(CatalogImage image, CatalogPlatform platform, StagedLayers layers, Marks marks) {
        String where = where(image) + " for " + platform.platform();
        ImageName name = new ImageName(image.name(), image.variant(), platform.platform());
        try {
            ImageFile file = new StagedImageScan(store, layers, marks)
                    .read(where, name, image.tags(), repository(image), platform.digest());
            return new ImageArchive(where, name, List.of(file), Optional.empty());
        } catch (CancelledException e) {
            throw e;
        } catch (EngineException | IOException | UncheckedIOException e) {
            return new ImageArchive(where, name, List.of(), Optional.of("cannot be read: " + e.getMessage()));
        }
    }

    /** Names an image in findings. */
    public static String where(CatalogImage image) {
        return ReleaseImages.CATALOG + ": " + image.name() + " (" + image.variant() + ")";
    }
}
