package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads what a store holds, so that every digest is verified, and counts; what was right once is not read again. Safe for
 * use by many threads.
 */
final class StoreReader {
    /** No config is larger; what is, is not read into memory. */
    private static final long MAX_CONFIG = 4L << 20;

    private final ImageStore store;
    private final boolean readLayers;
    private final Set<String> rightBlobs = ConcurrentHashMap.newKeySet();
    private final AtomicInteger manifests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    StoreReader(ImageStore store, boolean readLayers) {
        this.store = store;
        this.readLayers = readLayers;
    }

    /** A manifest or index, whose type must be as expected. */
    ManifestContent manifest(Repository repository, Digest digest, String mediaType) {
        ManifestContent content = manifest(repository, digest);
        if (!content.mediaType().equals(mediaType)) {
            throw new WorkException(digest + " is " + content.mediaType() + ", expected " + mediaType);
        }
        return content;
    }

    ManifestContent manifest(Repository repository, Digest digest) {
        ManifestContent content = store.manifest(repository, digest);
        manifests.incrementAndGet();
        bytes.addAndGet(content.size());
        return content;
    }

    byte[] config(Repository repository, Descriptor config) {
        if (config.size() > MAX_CONFIG) {
            throw new WorkException("config " + config.digest() + " has " + config.size() + " bytes, more than "
                    + MAX_CONFIG + " is none");
        }
        try (InputStream in = store.openBlob(repository, config)) {
            byte[] content = in.readAllBytes();
            counted(repository, config, content.length);
            return content;
        } catch (IOException e) {
            throw new WorkException("config " + config.digest() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A blob that must be there; its bytes are read if this reader was told so. */
    void blob(Repository repository, Descriptor blob) {
        if (rightBlobs.contains(key(repository, blob)) || MediaTypes.isNonDistributable(blob.mediaType())) {
            return;
        }
        if (readLayers) {
            counted(repository, blob, read(repository, blob));
        } else if (store.hasBlob(repository, blob.digest())) {
            counted(repository, blob, 0);
        } else {
            throw new WorkException("blob " + blob.digest() + " is missing in " + repository);
        }
    }

    Verified verified() {
        return new Verified(manifests.get(), rightBlobs.size(), bytes.get());
    }

    private long read(Repository repository, Descriptor blob) {
        try (InputStream in = store.openBlob(repository, blob)) {
            return in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new WorkException("blob " + blob.digest() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void counted(Repository repository, Descriptor blob, long read) {
        if (rightBlobs.add(key(repository, blob))) {
            bytes.addAndGet(read);
        }
    }

    private static String key(Repository repository, Descriptor blob) {
        return repository + "@" + blob.digest() + " " + blob.size();
    }
}
