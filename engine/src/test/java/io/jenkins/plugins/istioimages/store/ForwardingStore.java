package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Passes everything on to another store: a test overrides what it wants to see or to break. */
public class ForwardingStore implements ImageStore {
    protected final ImageStore store;

    public ForwardingStore(ImageStore store) {
        this.store = store;
    }

    @Override
    public Optional<Descriptor> resolve(Reference reference) {
        return store.resolve(reference);
    }

    @Override
    public ManifestContent manifest(Repository repository, Digest digest) {
        return store.manifest(repository, digest);
    }

    @Override
    public boolean hasBlob(Repository repository, Digest digest) {
        return store.hasBlob(repository, digest);
    }

    @Override
    public InputStream openBlob(Repository repository, Descriptor descriptor) {
        return store.openBlob(repository, descriptor);
    }

    @Override
    public BlobOutcome pushBlob(Repository repository, BlobSource blob) {
        return store.pushBlob(repository, blob);
    }

    @Override
    public Descriptor pushManifest(Repository repository, ManifestContent content) {
        return store.pushManifest(repository, content);
    }

    @Override
    public void tag(Reference tagged, ManifestContent content) {
        store.tag(tagged, content);
    }

    @Override
    public List<String> tags(Repository repository) {
        return store.tags(repository);
    }

    @Override
    public List<Descriptor> referrers(Repository repository, Digest subject) {
        return store.referrers(repository, subject);
    }

    @Override
    public void untag(Reference tagged) {
        store.untag(tagged);
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public String toString() {
        return store.toString();
    }
}
