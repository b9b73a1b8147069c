package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a catalog with a store: everything that it says must be there, whole, and as it says. */
public final class CatalogVerifier {
    /** How far a blob is looked at. */
    public enum Depth {
        /** Manifests and configs are read and hashed; the store is asked whether it has the layers. */
        PRESENCE,
        /** Layers are read and hashed, too. */
        CONTENT
    }

    /** Most of the time goes by waiting for a registry; as many as one bears from one client without slowing down. */
    private static final int AT_ONCE = 6;

    private final ImageStore store;

    public CatalogVerifier(ImageStore store) {
        this.store = store;
    }

    /**
     * Verifies images, attachments and tags.
     *
     * @return what was looked at
     * @throws CatalogException naming everything that is missing or different
     */
    public Verified verify(Catalog catalog, Depth depth) {
        List<String> problems = new ArrayList<>();
        Verified verified = images(catalog, depth, problems);
        catalog.images().forEach(image -> image.references().forEach(tag -> tag(image, tag, problems)));
        finish(problems);
        return verified;
    }

    /**
     * Verifies images and attachments: what is done before there is a tag.
     *
     * @return what was looked at
     * @throws CatalogException naming everything that is missing or different
     */
    public Verified verifyImages(Catalog catalog, Depth depth) {
        List<String> problems = new ArrayList<>();
        Verified verified = images(catalog, depth, problems);
        finish(problems);
        return verified;
    }

    private Verified images(Catalog catalog, Depth depth, List<String> problems) {
        StoreReader reader = new StoreReader(store, depth == Depth.CONTENT);
        try (Workers workers = new Workers("verify", AT_ONCE)) {
            workers.map(catalog.images(), image -> walk(reader, image)).forEach(problems::addAll);
        }
        return reader.verified();
    }

    private static List<String> walk(StoreReader reader, CatalogImage image) {
        List<String> found = new ArrayList<>();
        new ImageWalk(reader, found, image).go();
        return found;
    }

    private void tag(CatalogImage image, Reference tag, List<String> problems) {
        try {
            Optional<String> found =
                    store.resolve(tag).map(descriptor -> descriptor.digest().toString());
            if (found.filter(image.digest().toString()::equals).isEmpty()) {
                problems.add(tag + " should be " + image.digest() + ", "
                        + found.map(digest -> "is " + digest).orElse("does not exist"));
            }
        } catch (CancelledException e) {
            throw e;
        } catch (WorkException e) {
            problems.add(tag + ": " + e.getMessage());
        }
    }

    private void finish(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new CatalogException("the catalog does not hold in " + store, problems);
        }
    }
}
