package io.jenkins.plugins.istioimages.publish.sign;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.publish.attach.AttachedDocument;
import java.util.Base64;
import java.util.Optional;

/** A signature as cosign attaches it: the payload is the document, the signature stands in an annotation. */
public final class ImageSignature {
    static final String ANNOTATION = "dev.cosignproject.cosign/signature";

    private ImageSignature() {}

    /**
     * What keeps a document from being a signature of a manifest by a key.
     *
     * @return the reason in words; nothing where it is one
     */
    public static Optional<String> fault(AttachedDocument document, Digest manifest, VerificationKey key) {
        String text = document.annotations().getOrDefault(ANNOTATION, "");
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.of("its signature is not Base64");
        }
        byte[] payload = document.content();
        if (!key.verifies(payload, signature)) {
            return Optional.of("it was made with another key, or changed since");
        }
        return about(payload, manifest);
    }

    /** The key alone proves nothing: a signature of another image may have been put here. */
    private static Optional<String> about(byte[] payload, Digest manifest) {
        try {
            Digest signed = SimpleSigning.parse(payload, "its payload").digest();
            return signed.equals(manifest) ? Optional.empty() : Optional.of("it is of another image, " + signed);
        } catch (MalformedContentException e) {
            return Optional.of(e.getMessage());
        }
    }

    static String text(byte[] signature) {
        return Base64.getEncoder().encodeToString(signature);
    }
}
