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

    private static final String THEIRS = "its statement";

    private ImageAttestation() {}

    /** An envelope as it is attached. */
    public static AttachedDocument document(Envelope envelope, String predicateType) {
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
        Statement statement = Statement.parse(payload(document, key), THEIRS);
        checkAbout(statement, manifest);
        return statement;
    }

    /**
     * What kind of claim a key makes of a manifest in a document.
     *
     * @return URI of the kind
     * @throws MalformedContentException as {@link #verified}
     */
    public static String verifiedType(AttachedDocument document, Digest manifest, VerificationKey key) {
        Statement head = Statement.parseHead(payload(document, key), THEIRS);
        checkAbout(head, manifest);
        return head.predicateType();
    }

    /**
     * What a key has signed of a manifest in a document: the statement's bytes.
     *
     * @throws MalformedContentException as {@link #verified}
     */
    public static byte[] verifiedPayload(AttachedDocument document, Digest manifest, VerificationKey key) {
        byte[] payload = payload(document, key);
        checkAbout(Statement.parseHead(payload, THEIRS), manifest);
        return payload;
    }

    /** Whether a document may claim something of a kind: only what is not said to be of another kind is worth a look. */
    public static boolean mayBe(AttachedDocument document, String predicateType) {
        String said = document.annotations().getOrDefault(PredicateType.ANNOTATION, predicateType);
        return said.equals(predicateType);
    }

    private static byte[] payload(AttachedDocument document, VerificationKey key) {
        Envelope envelope = Envelope.parse(document.content(), "it");
        if (!envelope.isSignedBy(key)) {
            throw new MalformedContentException("it was signed with another key, or changed since");
        }
        if (!envelope.payloadType().equals(Envelope.IN_TOTO)) {
            throw new MalformedContentException(
                    "its payload is of the type '" + envelope.payloadType() + "', not '" + Envelope.IN_TOTO + "'");
        }
        return envelope.payload();
    }

    /** The key alone proves nothing: a claim about another image may have been put here. */
    private static void checkAbout(Statement statement, Digest manifest) {
        if (!statement.isAbout(manifest)) {
            throw new MalformedContentException("it is about other images");
        }
    }
}
