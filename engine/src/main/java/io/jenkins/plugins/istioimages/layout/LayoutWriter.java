package io.jenkins.plugins.istioimages.layout;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Manifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.NotFoundException;
import io.jenkins.plugins.istioimages.store.StoreException;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** Puts blobs, manifests and tags into a layout. */
final class LayoutWriter {
    private final LayoutDirectory directory;
    private final LayoutBlobs blobs;
    private final TransferListener listener;
    /** Who wants a blob that another thread is writing waits for it and finds it there. */
    private final ConcurrentMap<Digest, ReentrantLock> inFlight = new ConcurrentHashMap<>();

    LayoutWriter(LayoutDirectory directory, LayoutBlobs blobs, TransferListener listener) {
        this.directory = directory;
        this.blobs = blobs;
        this.listener = listener;
    }

    BlobOutcome push(Repository repository, BlobSource source) throws IOException, InterruptedException {
        Descriptor blob = source.descriptor();
        ReentrantLock lock = inFlight.computeIfAbsent(blob.digest(), digest -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            BlobOutcome outcome = BlobOutcome.EXISTED;
            if (!blobs.has(blob)) {
                listener.blobStarted(repository, blob);
                write(repository, source);
                outcome = BlobOutcome.UPLOADED;
            }
            listener.blobFinished(repository, blob, outcome);
            return outcome;
        } finally {
            inFlight.remove(blob.digest(), lock);
            lock.unlock();
        }
    }

    void push(Repository repository, ManifestContent content) throws IOException, InterruptedException {
        if (content.size() > ManifestContent.MAX_SIZE) {
            throw new StoreException("manifest " + content.digest() + " has " + content.size() + " bytes, at most "
                    + ManifestContent.MAX_SIZE + " are allowed");
        }
        Manifest manifest = content.parse();
        checkReferences(manifest, content);
        Descriptor descriptor = content.descriptor();
        if (!isStored(content)) {
            blobs.write(descriptor, new ByteArrayInputStream(content.bytes()), directory.newFile(), count -> {});
        }
        if (manifest.subject().isPresent()) {
            Digest subject = manifest.subject().get().digest();
            directory.update(index -> index.withReferrer(repository, subject, descriptor), blobs::sync);
        }
        listener.manifestPushed(repository, descriptor);
    }

    void tag(Reference tagged, ManifestContent content) throws IOException, InterruptedException {
        if (!blobs.has(content.descriptor())) {
            throw new NotFoundException(
                    "manifest " + content.digest() + " is not there to be tagged as " + tagged + ": push it first");
        }
        directory.update(index -> index.withTag(tagged, content.descriptor()), blobs::sync);
        listener.tagged(tagged, content.descriptor());
    }

    private void write(Repository repository, BlobSource source) throws IOException, InterruptedException {
        Descriptor blob = source.descriptor();
        long[] told = {0};
        boolean done = false;
        try (InputStream in = source.open()) {
            blobs.write(blob, in, directory.newFile(), count -> {
                told[0] += count;
                listener.blobProgress(repository, blob, count);
            });
            done = true;
        } finally {
            if (!done) {
                listener.blobProgress(repository, blob, -told[0]);
            }
        }
    }

    private boolean isStored(ManifestContent content) throws IOException {
        return blobs.has(content.descriptor())
                && Digest.of(
                                content.digest().algorithm(),
                                LayoutFiles.read(blobs.path(content.digest()), ManifestContent.MAX_SIZE))
                        .equals(content.digest());
    }

    /** As a registry does: a manifest that points to nothing never becomes visible. */
    private void checkReferences(Manifest manifest, ManifestContent content) throws IOException {
        for (Descriptor reference : manifest.references()) {
            if (!MediaTypes.isNonDistributable(reference.mediaType()) && !blobs.has(reference)) {
                throw new StoreException("manifest " + content.digest() + " refers to " + reference.digest() + " ("
                        + reference.mediaType() + ", " + reference.size()
                        + " bytes), which is not there in this size: push it first");
            }
        }
    }
}
