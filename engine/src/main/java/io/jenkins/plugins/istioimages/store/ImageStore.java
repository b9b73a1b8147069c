package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A place that holds images: a registry, or an OCI layout on disk that serves as an offline registry. Safe for use by
 * many threads. All methods throw {@link StoreException} when the place does not answer as it should, and
 * {@link io.jenkins.plugins.istioimages.errors.CancelledException} when the thread is interrupted.
 *
 * <p>Bytes that come out are verified against the digest they were asked by. Nothing is visible under a tag before
 * {@link #tag} was called, and callers call it last.
 */
public interface ImageStore extends AutoCloseable {
    /**
     * Tells the store that something is going to be asked for there, so that it can make its way there meanwhile. Returns
     * at once; what goes wrong is told to whoever asks.
     */
    default void approach(Repository repository) {}

    /**
     * Tells, as far as it can be known without writing, whether a repository may be written.
     *
     * @throws AccessDeniedException if it may not
     */
    default void checkPush(Repository repository) {}

    /** Which manifest a tag or digest names; empty where the store has none. */
    Optional<Descriptor> resolve(Reference reference);

    /**
     * A manifest or index by digest, verified.
     *
     * @throws NotFoundException if the store has none
     */
    ManifestContent manifest(Repository repository, Digest digest);

    /**
     * The manifest or index that a reference names.
     *
     * @throws NotFoundException if the store has none
     */
    default ManifestContent manifest(Reference reference) {
        Descriptor found =
                resolve(reference).orElseThrow(() -> new NotFoundException(reference + " does not exist in " + this));
        return manifest(reference.repository(), found.digest());
    }

    /** Whether a blob is there. */
    boolean hasBlob(Repository repository, Digest digest);

    /**
     * A blob as a stream that fails at its end, with {@link DigestMismatchException} as an unchecked error, if size or
     * digest are not those of the descriptor.
     *
     * @throws NotFoundException if the store has none
     */
    InputStream openBlob(Repository repository, Descriptor descriptor);

    /**
     * Brings a blob into a repository with as few bytes as possible: nothing where it exists, a mount or link where
     * another repository of this store has it, else an upload.
     */
    BlobOutcome pushBlob(Repository repository, BlobSource blob);

    /**
     * Stores a manifest under its digest, untagged. Everything that it refers to must be there already.
     *
     * @return its descriptor
     */
    Descriptor pushManifest(Repository repository, ManifestContent content);

    /** Points a tag to a manifest that is there already; the one step that makes something visible. */
    void tag(Reference tagged, ManifestContent content);

    /** All tags of a repository, sorted; empty where there is no such repository. */
    List<String> tags(Repository repository);

    /** Descriptors of the manifests whose subject is the given one (distribution-spec, "Listing Referrers"). */
    List<Descriptor> referrers(Repository repository, Digest subject);

    /** Removes a tag; what it pointed to stays. Nothing happens where there is none. */
    void untag(Reference tagged);

    /** Ends connections; never fails. */
    @Override
    void close();
}
