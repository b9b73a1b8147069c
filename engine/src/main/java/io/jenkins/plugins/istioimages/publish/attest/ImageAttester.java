package io.jenkins.plugins.istioimages.publish.attest;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attach.AttachedDocument;
import io.jenkins.plugins.istioimages.publish.attach.AttachmentKind;
import io.jenkins.plugins.istioimages.publish.attach.Attachments;
import io.jenkins.plugins.istioimages.publish.attach.ImageParts;
import io.jenkins.plugins.istioimages.publish.sign.Signer;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Attaches signed claims to images: one statement about the index and all platforms, found at each of them. Attestations
 * that others made stay; an equal claim of this key about the same image is not made again.
 */
public final class ImageAttester {
    private final ImageStore store;
    private final Signer key;

    public ImageAttester(ImageStore store, Signer key) {
        this.store = store;
        this.key = key;
    }

    /**
     * An attestation at a manifest.
     *
     * @param repository that the manifest is in
     * @param part {@code index} or a platform
     * @param manifest what it is attached to
     * @param predicateType what kind of claim it is
     * @param written false where it was there already
     */
    public record Attested(
            Repository repository, String part, Digest manifest, String predicateType, boolean written) {}

    /**
     * Attaches a claim to an image and everything below it.
     *
     * @param root the index, or the image where there is one platform only; it is in the repository already
     * @return an attestation for each manifest, the root's first
     * @throws StoreException if it is too large or the store does not do its part
     */
    public List<Attested> attest(Repository repository, ManifestContent root, Claim claim) {
        List<ImageParts.Part> parts = ImageParts.of(store, repository, root);
        List<Digest> manifests =
                parts.stream().map(part -> part.manifest().digest()).toList();
        Supplier<AttachedDocument> document = once(() -> document(statement(repository, manifests, claim)));
        List<Attested> done = new ArrayList<>();
        for (ImageParts.Part part : parts) {
            Digest manifest = part.manifest().digest();
            boolean written = new Attachments(store, repository, part.manifest(), AttachmentKind.ATTESTATION)
                    .attach(document, found -> says(found, manifest, claim));
            done.add(new Attested(repository, part.title(), manifest, claim.predicateType(), written));
        }
        return done;
    }

    /**
     * What has to be signed for a claim.
     *
     * @param manifests the index and everything below it, in its order; the image where there is one platform only
     */
    public static byte[] message(Repository repository, List<Digest> manifests, Claim claim) {
        return message(statement(repository, manifests, claim).bytes());
    }

    /** What has to be signed for a statement. */
    public static byte[] message(byte[] statement) {
        return Envelope.encode(Envelope.IN_TOTO, statement);
    }

    /** Signed when it is needed, and then no second time: that may cost a process and a service's answer. */
    private static Supplier<AttachedDocument> once(Supplier<AttachedDocument> made) {
        List<AttachedDocument> known = new ArrayList<>(1);
        return () -> {
            if (known.isEmpty()) {
                known.add(made.get());
            }
            return known.get(0);
        };
    }

    private AttachedDocument document(Statement statement) {
        Envelope envelope = Envelope.sign(Envelope.IN_TOTO, statement.bytes(), key);
        return ImageAttestation.document(envelope, statement.predicateType());
    }

    private static Statement statement(Repository repository, List<Digest> manifests, Claim claim) {
        List<Statement.Subject> subjects = manifests.stream()
                .map(manifest -> new Statement.Subject(repository.toString(), manifest))
                .toList();
        return new Statement(claim.predicateType(), subjects, claim.predicate());
    }

    /** Whether the key makes a claim of a manifest, so that {@link #attest} would write nothing for it. */
    public boolean isAttested(Repository repository, Descriptor manifest, Claim claim) {
        return new Attachments(store, repository, manifest, AttachmentKind.ATTESTATION)
                .holds(found -> says(found, manifest.digest(), claim));
    }

    /** Whether it says the same of the same image; where the image was copied from, it has another name. */
    private boolean says(AttachedDocument found, Digest manifest, Claim claim) {
        if (!ImageAttestation.mayBe(found, claim.predicateType())) {
            return false;
        }
        try {
            Statement statement = ImageAttestation.verified(found, manifest, key.verificationKey());
            return statement.predicateType().equals(claim.predicateType()) && claim.isSaidBy(statement.predicate());
        } catch (MalformedContentException e) {
            return false;
        }
    }
}
