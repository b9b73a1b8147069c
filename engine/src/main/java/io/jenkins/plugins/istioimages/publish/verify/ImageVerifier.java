package io.jenkins.plugins.istioimages.publish.verify;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attach.AttachedDocument;
import io.jenkins.plugins.istioimages.publish.attach.AttachmentKind;
import io.jenkins.plugins.istioimages.publish.attach.Attachments;
import io.jenkins.plugins.istioimages.publish.attach.ImageParts;
import io.jenkins.plugins.istioimages.publish.attest.ImageAttestation;
import io.jenkins.plugins.istioimages.publish.sign.ImageSignature;
import io.jenkins.plugins.istioimages.publish.sign.VerificationKey;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.NotFoundException;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Verifies images: the index and every manifest below it must have a signature by the key, and the attestations that are
 * asked for. What others attached does not matter, and is told.
 */
public final class ImageVerifier {
    private final ImageStore store;
    private final VerificationKey key;
    private final SortedSet<String> required;

    /** @param required kinds of claims, as URIs, that the key must make of every manifest */
    public ImageVerifier(ImageStore store, VerificationKey key, Collection<String> required) {
        this.store = store;
        this.key = key;
        this.required = new TreeSet<>(required);
    }

    /**
     * Looks at an image.
     *
     * @return what was found; it says whether that is enough
     * @throws NotFoundException if the image or a part of it is not there
     * @throws StoreException if the store gives bytes that are not those of their digest, or does not answer
     */
    public VerificationReport verify(Reference reference) {
        Repository repository = reference.repository();
        ManifestContent root = store.manifest(reference);
        List<VerificationReport.Part> parts = ImageParts.of(store, repository, root).stream()
                .map(part -> verify(repository, part))
                .toList();
        return new VerificationReport(reference, root.digest(), parts);
    }

    /** How many signatures by the key a manifest has. */
    public int signatures(Repository repository, Descriptor manifest) {
        return signatures(repository, manifest, new ArrayList<>());
    }

    /** Whether the key makes a claim of a kind, a URI, of a manifest. Reads what is not said to be of another kind. */
    public boolean isAttested(Repository repository, Descriptor manifest, String type) {
        return attached(repository, manifest, AttachmentKind.ATTESTATION).stream()
                .filter(document -> ImageAttestation.mayBe(document, type))
                .anyMatch(document -> isClaimed(document, manifest.digest(), type));
    }

    private boolean isClaimed(AttachedDocument document, Digest manifest, String type) {
        try {
            return ImageAttestation.verifiedType(document, manifest, key).equals(type);
        } catch (MalformedContentException e) {
            return false;
        }
    }

    private VerificationReport.Part verify(Repository repository, ImageParts.Part part) {
        Digest manifest = part.manifest().digest();
        List<String> asides = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        int signatures = signatures(repository, part.manifest(), asides);
        if (signatures == 0) {
            faults.add(
                    asides.isEmpty()
                            ? "is not signed"
                            : "is not signed by the " + key + ": " + String.join("; ", new TreeSet<>(asides)));
        }
        SortedSet<String> attestations = attestations(repository, part.manifest(), asides);
        for (String type : required) {
            if (!attestations.contains(type)) {
                faults.add("has no attestation " + type + " by the " + key);
            }
        }
        return new VerificationReport.Part(
                part.title(), manifest, signatures, List.copyOf(attestations), asides, faults);
    }

    private int signatures(Repository repository, Descriptor manifest, List<String> asides) {
        int right = 0;
        for (AttachedDocument document : attached(repository, manifest, AttachmentKind.SIGNATURE)) {
            Optional<String> fault = ImageSignature.fault(document, manifest.digest(), key);
            if (fault.isEmpty()) {
                right++;
            } else {
                asides.add("signature: " + fault.get());
            }
        }
        return right;
    }

    private SortedSet<String> attestations(Repository repository, Descriptor manifest, List<String> asides) {
        SortedSet<String> types = new TreeSet<>();
        for (AttachedDocument document : attached(repository, manifest, AttachmentKind.ATTESTATION)) {
            try {
                types.add(ImageAttestation.verifiedType(document, manifest.digest(), key));
            } catch (MalformedContentException e) {
                asides.add("attestation " + ImageAttestation.saidType(document) + ": " + e.getMessage());
            }
        }
        return types;
    }

    private List<AttachedDocument> attached(Repository repository, Descriptor manifest, AttachmentKind kind) {
        return new Attachments(store, repository, manifest, kind).read();
    }
}
