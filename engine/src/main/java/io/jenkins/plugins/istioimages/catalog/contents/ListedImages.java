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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks into images of a store and lists their files. Layers that were read last are kept, as far as memory allows: images of
 * a release share their bases. Not for several threads.
 */
public final class ListedImages {
    /** Of an image with more files none is listed: the bill would be longer than registries and their users bear. */
    public static final int MOST = 10_000;

    /** A file takes some 400 bytes. */
    private static final long MOST_KEPT = 60_000;

    private final ImageStore store;
    private final Marks marks;
    private final Map<Digest, ListedLayer> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** @param marks that programs are searched for */
    public ListedImages(ImageStore store, Marks marks) {
        this.store = store;
        this.marks = marks;
    }

    /**
     * What is in an image.
     *
     * @throws WorkException if a layer cannot be read
     */
    public ListedImage of(Repository repository, ImageManifest manifest) {
        List<ListedLayer> layers = manifest.layers().stream()
                .map(layer -> layer(repository, layer))
                .toList();
        return ListedImage.of(layers, MOST);
    }

    private ListedLayer layer(Repository repository, Descriptor layer) {
        ListedLayer known = kept.get(layer.digest());
        if (known == null) {
            known = read(repository, layer);
            kept.put(layer.digest(), known);
            forget();
        }
        return known;
    }

    private void forget() {
        long files =
                kept.values().stream().mapToLong(layer -> layer.files().size()).sum();
        Iterator<ListedLayer> oldest = kept.values().iterator();
        while (files > MOST_KEPT && oldest.hasNext()) {
            files -= oldest.next().files().size();
            oldest.remove();
        }
    }

    private ListedLayer read(Repository repository, Descriptor layer) {
        FileSums sums = new FileSums(MOST);
        try (InputStream blob = new BufferedInputStream(store.openBlob(repository, layer));
                InputStream tar = Decompressor.open(blob)) {
            LayerContents contents = LayerScan.of(tar, marks, sums);
            tar.transferTo(OutputStream.nullOutputStream());
            // Its digest is verified at its very end.
            blob.transferTo(OutputStream.nullOutputStream());
            return new ListedLayer(contents, sums.files(), !sums.tooMany());
        } catch (IOException | UncheckedIOException e) {
            throw new WorkException("cannot look into layer " + layer.digest() + " of " + repository + ": " + e, e);
        }
    }
}
