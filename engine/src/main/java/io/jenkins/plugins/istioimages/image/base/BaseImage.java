package io.jenkins.plugins.istioimages.image.base;

import io.jenkins.plugins.istioimages.image.tree.FileTree;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.List;

/** One image of one platform that others are built on. Its layers are read only when {@link #files} is asked. */
public final class BaseImage {
    private final String reference;
    private final ImageStore store;
    private final Repository repository;
    private final Digest digest;
    private final ImageManifest manifest;
    private final byte[] configBytes;
    private final BaseFiles files;

    BaseImage(
            String reference,
            ImageStore store,
            Repository repository,
            Digest digest,
            ImageManifest manifest,
            byte[] configBytes) {
        this.reference = reference;
        this.store = store;
        this.repository = repository;
        this.digest = digest;
        this.manifest = manifest;
        this.configBytes = configBytes.clone();
        this.files = new BaseFiles(new LayerBlobs(store, repository, manifest.layers(), reference));
    }

    /** As it stands in the Dockerfile. */
    public String reference() {
        return reference;
    }

    public ImageStore store() {
        return store;
    }

    public Repository repository() {
        return repository;
    }

    /** Digest of the platform's manifest. */
    public Digest digest() {
        return digest;
    }

    /** A fresh copy of the configuration. */
    public ImageConfig config() {
        return ImageConfig.parse(configBytes, "config of " + reference);
    }

    /** The configuration blob, byte for byte. */
    public byte[] configBytes() {
        return configBytes.clone();
    }

    /** Layers as the store has them, base first. */
    public List<Descriptor> layers() {
        return manifest.layers();
    }

    /** What its layers hold together. */
    public BaseFiles files() {
        return files;
    }

    /** For a tree of all that is in it; reads the layers. */
    public FileTree tree() {
        return files.tree();
    }
}
