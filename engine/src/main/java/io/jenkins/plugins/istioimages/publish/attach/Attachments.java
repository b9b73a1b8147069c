package io.jenkins.plugins.istioimages.publish.attach;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.DigestAlgorithm;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.BlobSource;
import io.jenkins.plugins.istioimages.store.DocumentImage;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Documents of one kind that are attached to one manifest: reads them from both places, and writes what is missing there.
 * What others attached stays. A registry cannot compare before it sets a tag, so the tag is read again after each write.
 */
public final class Attachments {
    /** Largest document that is read or written, in bytes: an SBOM of a large image has some millions. */
    public static final int LARGEST = 32 * 1024 * 1024;

    /** How often a tag is written that others write at the same time. */
    private static final int WRITES = 5;

    private final ImageStore store;
    private final Repository repository;
    private final Descriptor subject;
    private final AttachmentKind kind;

    /** @param subject the manifest or index that the documents are about */
    public Attachments(ImageStore store, Repository repository, Descriptor subject, AttachmentKind kind) {
        this.store = store;
        this.repository = repository;
        this.subject = subject;
        this.kind = kind;
    }

    /** All of them, from cosign's tag first, each once. */
    public List<AttachedDocument> read() {
        List<AttachedDocument> found = new ArrayList<>(tagged());
        for (AttachedDocument document : referring()) {
            if (found.stream().noneMatch(document::isSame)) {
                found.add(document);
            }
        }
        return found;
    }

    /** Those under cosign's tag. */
    public List<AttachedDocument> tagged() {
        return tag().flatMap(this::image).map(this::documents).orElse(List.of());
    }

    /** Those that are referrers. */
    public List<AttachedDocument> referring() {
        List<AttachedDocument> found = new ArrayList<>();
        for (Descriptor referrer : store.referrers(repository, subject.digest())) {
            if (referrer.artifactType().filter(kind.artifactType()::equals).isPresent()) {
                found.addAll(documents(store.manifest(repository, referrer.digest())));
            }
        }
        return found;
    }

    /**
     * Attaches a document in both places where it is not. One that makes it unnecessary in one place is attached to the
     * other, too: whoever signs with a service is asked once.
     *
     * @param made makes the document; asked where no place has one
     * @param isThere tells documents that make it unnecessary
     * @return whether anything was written
     * @throws StoreException if it is too large or the store does not give it back
     */
    public boolean attach(Supplier<AttachedDocument> made, Predicate<AttachedDocument> isThere) {
        Optional<AttachedDocument> referring =
                referring().stream().filter(isThere).findFirst();
        Optional<AttachedDocument> tagged = tagged().stream().filter(isThere).findFirst();
        if (referring.isPresent() && (tagged.isPresent() || tag().isEmpty())) {
            return false;
        }
        AttachedDocument document = referring.or(() -> tagged).orElseGet(made);
        if (document.descriptor().size() > LARGEST) {
            throw new StoreException("a document of " + document.descriptor().size() + " bytes cannot be attached to "
                    + what() + ": at most " + LARGEST + " are read");
        }
        if (referring.isEmpty()) {
            push(AttachmentImage.referrer(kind, subject, document.descriptor()), document);
            checkThere(referring(), document);
        }
        return enter(document, isThere) || referring.isEmpty();
    }

    /** Whether both places have a document that makes it unnecessary to {@link #attach} one. */
    public boolean holds(Predicate<AttachedDocument> isThere) {
        return referring().stream().anyMatch(isThere)
                && (tag().isEmpty() || tagged().stream().anyMatch(isThere));
    }

    private boolean enter(AttachedDocument document, Predicate<AttachedDocument> isThere) {
        Optional<Reference> tag = tag();
        if (tag.isEmpty()) {
            return false;
        }
        for (int i = 0; i <= WRITES; i++) {
            Optional<ManifestContent> image = image(tag.get());
            if (image.map(this::documents).orElse(List.of()).stream().anyMatch(isThere)) {
                return i > 0;
            }
            if (i < WRITES) {
                DocumentImage made = DocumentImage.with(image, List.of(document.descriptor()));
                push(made, document);
                store.tag(tag.get(), made.manifest());
            }
        }
        throw new StoreException(tag.get() + " does not hold what was written to it " + WRITES + " times; does somebody"
                + " else write it?");
    }

    private void push(DocumentImage made, AttachedDocument document) {
        store.pushBlob(repository, BlobSource.ofBytes(document.descriptor().mediaType(), document.content()));
        store.pushBlob(repository, made.config());
        store.pushManifest(repository, made.manifest());
    }

    private void checkThere(List<AttachedDocument> found, AttachedDocument document) {
        if (found.stream().noneMatch(document::isSame)) {
            throw new StoreException(
                    store + " took an attachment of " + what() + " as a referrer and does not list it");
        }
    }

    /** cosign's tag; there is none for digests that make no tag, and for some kinds. */
    private Optional<Reference> tag() {
        Digest digest = subject.digest();
        return digest.algorithm() == DigestAlgorithm.SHA256
                ? kind.suffix().map(suffix -> repository.tag("sha256-" + digest.hex() + suffix))
                : Optional.empty();
    }

    private Optional<ManifestContent> image(Reference tag) {
        return store.resolve(tag).map(found -> store.manifest(repository, found.digest()));
    }

    private List<AttachedDocument> documents(ManifestContent content) {
        if (!(content.parse() instanceof ImageManifest manifest)) {
            throw new StoreException(repository.digest(content.digest()) + " should hold what is attached to "
                    + subject.digest() + ", and is an index");
        }
        List<AttachedDocument> documents = new ArrayList<>();
        for (Descriptor layer : manifest.layers()) {
            if (layer.mediaType().equals(kind.mediaType())) {
                documents.add(new AttachedDocument(layer, () -> read(layer)));
            }
        }
        return documents;
    }

    private byte[] read(Descriptor layer) {
        if (layer.size() > LARGEST) {
            throw new StoreException("what is attached to " + what() + " is too large: " + layer.digest() + " has "
                    + layer.size() + " bytes, at most " + LARGEST + " are read");
        }
        try (InputStream in = store.openBlob(repository, layer)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new StoreException("cannot read what is attached to " + what() + ": " + e.getMessage(), e);
        }
    }

    private String what() {
        return repository.digest(subject.digest()).toString();
    }
}
