package io.jenkins.plugins.istioimages.catalog.contents;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Decompressor;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Looks into images of a store; a layer that several share is read once. Not for several threads. */
public final class StoreContents {
    private final ImageStore store;
    private final Marks marks;
    private final Map<Digest, LayerContents> layers = new HashMap<>();

    /** @param marks that programs are searched for */
    public StoreContents(ImageStore store, Marks marks) {
        this.store = store;
        this.marks = marks;
    }

    /**
     * What is in an image.
     *
     * @param digest of the image of one platform
     * @throws WorkException if it cannot be read, or is an index
     */
    public ImageContents of(Repository repository, Digest digest) {
        if (!(store.manifest(repository, digest).parse() instanceof ImageManifest manifest)) {
            throw new WorkException(repository.digest(digest) + " is an index, expected the image of one platform");
        }
        return ImageContents.of(manifest.layers().stream()
                .map(layer -> layers.computeIfAbsent(layer.digest(), any -> read(repository, layer)))
                .toList());
    }

    private LayerContents read(Repository repository, Descriptor layer) {
        try (InputStream blob = new BufferedInputStream(store.openBlob(repository, layer));
                InputStream tar = Decompressor.open(blob)) {
            LayerContents contents = LayerScan.of(tar, marks);
            tar.transferTo(OutputStream.nullOutputStream());
            // Its digest is verified at its very end.
            blob.transferTo(OutputStream.nullOutputStream());
            return contents;
        } catch (IOException | UncheckedIOException e) {
            throw new WorkException("cannot look into layer " + layer.digest() + " of " + repository + ": " + e, e);
        }
    }
}
