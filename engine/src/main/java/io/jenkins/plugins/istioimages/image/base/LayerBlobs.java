package io.jenkins.plugins.istioimages.image.base;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Decompressor;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The layers of one image as streams of tar entries; nothing is kept, and digests are checked to the last byte. */
final class LayerBlobs {
    /** What is done with an entry; its content can be read from the stream. */
    interface Visitor {
        void entry(TarArchiveEntry entry, InputStream content) throws IOException;
    }

    private static final int BUFFER = 64 * 1024;

    private final ImageStore store;
    private final Repository repository;
    private final List<Descriptor> layers;
    private final String image;

    LayerBlobs(ImageStore store, Repository repository, List<Descriptor> layers, String image) {
        this.store = store;
        this.repository = repository;
        this.layers = List.copyOf(layers);
        this.image = image;
    }

    int count() {
        return layers.size();
    }

    String image() {
        return image;
    }

    /**
     * Reads one layer from beginning to end.
     *
     * @param layer from 0
     * @throws WorkException if it is no tar file or cannot be read
     */
    void read(int layer, Visitor visitor) {
        Descriptor descriptor = layers.get(layer);
        try (InputStream blob = new BufferedInputStream(store.openBlob(repository, descriptor), BUFFER);
                InputStream plain = Decompressor.open(blob);
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(plain, BUFFER, 512, StandardCharsets.UTF_8.name(), true)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancelledException("cancelled while " + image + " was read");
                }
                visitor.entry(entry, tar);
            }
            // Only at its end does the stream tell whether the digest is right.
            plain.transferTo(java.io.OutputStream.nullOutputStream());
            blob.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException | IllegalArgumentException e) {
            throw new WorkException(
                    "cannot read the layer " + descriptor.digest() + " of " + image + ": " + e.getMessage(), e);
        }
    }
}
