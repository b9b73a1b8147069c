package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.layout.ArchiveSource;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.ArchivedImage.ArchivedLayer;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/** Pushes single images by digest, untagged, and whatever else is to be in a registry and is not yet. */
final class ImagePusher {
    private final ImageStore target;
    private final LayerShop shop;
    private final Map<Digest, Set<Repository>> places = new ConcurrentHashMap<>();
    private final Set<Reference> manifests = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();

    ImagePusher(ImageStore target, LayerShop shop) {
        this.target = target;
        this.shop = shop;
    }

    /** Bytes of the blobs that were sent. */
    long bytesSent() {
        return bytes.get();
    }

    void push(ArchivedImage image, Repository repository) {
        for (ArchivedLayer layer : image.layers()) {
            pushBlob(repository, new LayerSource(image.file(), layer));
        }
        pushBlob(repository, image.config());
        pushManifest(repository, image.manifest());
    }

    /** Pushes a manifest that is not there, and looks whether it is then. */
    void pushManifest(Repository repository, ManifestContent content) {
        Reference reference = repository.digest(content.digest());
        if (!manifests.add(reference)) {
            return;
        }
        if (!resolves(reference, content)) {
            target.pushManifest(repository, content);
            checkResolves(reference, content);
        }
    }

    /** @return whether it was written; false where it was right already */
    boolean tag(Reference tag, ManifestContent content) {
        if (resolves(tag, content)) {
            return false;
        }
        target.tag(tag, content);
        checkResolves(tag, content);
        return true;
    }

    private void pushBlob(Repository repository, BlobSource blob) {
        Descriptor descriptor = blob.descriptor();
        Set<Repository> known = places.computeIfAbsent(descriptor.digest(), digest -> new ConcurrentSkipListSet<>());
        if (known.contains(repository)) {
            // Another image of this run brought it.
            return;
        }
        if (target.pushBlob(repository, blob) == BlobOutcome.UPLOADED) {
            bytes.addAndGet(descriptor.size());
        }
        known.add(repository);
    }

    private boolean resolves(Reference reference, ManifestContent content) {
        return target.resolve(reference)
                .filter(found -> found.digest().equals(content.digest()))
                .isPresent();
    }

    private void checkResolves(Reference reference, ManifestContent content) {
        if (!resolves(reference, content)) {
            throw new StoreException(
                    target + " took " + reference + " and does not give " + content.digest() + " back");
        }
    }

    /** A layer that is compressed again only if its bytes are wanted and no file has them. */
    private final class LayerSource implements BlobSource {
        private final Path archive;
        private final ArchivedLayer layer;

        LayerSource(Path archive, ArchivedLayer layer) {
            this.archive = archive;
            this.layer = layer;
        }

        @Override
        public Descriptor descriptor() {
            return layer.bytes().descriptor();
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(
                    layer.bytes().file().isPresent() ? layer.bytes().file().get() : remake());
        }

        @Override
        public List<Repository> knownIn() {
            return List.copyOf(places.getOrDefault(descriptor().digest(), Set.of()));
        }

        private Path remake() throws IOException {
            try {
                LayerBytes again = shop.make(layer.blob(), layer.diffId(), () -> ArchiveSource.open(archive)
                        .open(layer.blob()));
                if (!again.descriptor().digest().equals(descriptor().digest())) {
                    throw new StoreException("the layer " + layer.diffId() + " of " + archive + " compresses to "
                            + again.descriptor().digest() + " and not to "
                            + descriptor().digest()
                            + ", as the cache had it; the cache is set right now, publish again");
                }
                return again.file().orElseThrow();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException("cancelled while a layer was compressed", e);
            }
        }
    }
}
