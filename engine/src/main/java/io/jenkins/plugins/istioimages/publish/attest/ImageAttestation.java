package io.jenkins.plugins.istioimages.publish.attest;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.publish.attach.AttachedDocument;
import io.jenkins.plugins.istioimages.publish.attach.AttachmentKind;
import io.jenkins.plugins.istioimages.publish.sign.VerificationKey;
import java.util.Map;

/** An attestation as cosign attaches it: the document is the envelope, an annotation tells the kind of claim. */
public final class ImageAttestation {
    /** cosign asks for it with every layer; the signature of an attestation is in its envelope. */
    private static final String SIGNATURE = "dev.cosignproject.cosign/signature";

    private ImageAttestation() {}

    static AttachedDocument document(Envelope envelope, String predicateType) {
        return AttachedDocument.of(
                AttachmentKind.ATTESTATION,
                envelope.bytes(),
                Map.of(SIGNATURE, "", PredicateType.ANNOTATION, predicateType));
    }

    /** What a document is said to claim; nobody has signed that. */
    public static String saidType(AttachedDocument document) {
        return document.annotations().getOrDefault(PredicateType.ANNOTATION, "unknown type");
    }

    /**
     * What a key says of a manifest in a document.
     *
     * @throws MalformedContentException saying why it says nothing: no statement, another key, another image
     */
    public static Statement verified(AttachedDocument document, Digest manifest, VerificationKey key) {
        Envelope envelope = Envelope.parse(document.content(), "it");
        if (!envelope.isSignedBy(key)) {
            throw new MalformedContentException("it was signed with another key, or changed since");
        }
        if (!envelope.payloadType().equals(Envelope.IN_TOTO)) {
            throw new MalformedContentException(
                    "its payload is of the type '" + envelope.payloadType() + "', not '" + Envelope.IN_TOTO + "'");
        }
        Statement statement = Statement.parse(envelope.payload(), "its statement");
        if (!statement.isAbout(manifest)) {
            throw new MalformedContentException("it is about other images");
        }
        return statement;
    }
}
