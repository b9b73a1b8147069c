package io.jenkins.plugins.istioimages.publish.sign;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Signatures that the owner of a key has made of messages known before, for somebody who is not to have the key and is to
 * have nothing else signed by it.
 */
public final class PreparedSignatures implements Signer {
    private final VerificationKey key;
    private final Map<Digest, byte[]> signatures;

    /** @param signatures by the SHA-256 of the message */
    public PreparedSignatures(VerificationKey key, Map<Digest, byte[]> signatures) {
        this.key = key;
        this.signatures = Map.copyOf(signatures);
    }

    /** Signs messages. */
    public static PreparedSignatures of(SigningKey key, Collection<byte[]> messages) {
        Map<Digest, byte[]> signatures = new HashMap<>();
        messages.forEach(message -> signatures.put(Digest.sha256(message), key.sign(message)));
        return new PreparedSignatures(key.verificationKey(), signatures);
    }

    /** By the SHA-256 of the message. */
    public Map<Digest, byte[]> signatures() {
        return signatures;
    }

    /** @throws WorkException if the owner of the key has not signed this message */
    @Override
    public byte[] sign(byte[] message) {
        byte[] signature = signatures.get(Digest.sha256(message));
        if (signature == null || !key.verifies(message, signature)) {
            throw new WorkException("the owner of the key has signed no such message: what is to be signed is not what"
                    + " was released");
        }
        return signature.clone();
    }

    @Override
    public VerificationKey verificationKey() {
        return key;
    }

    @Override
    public String toString() {
        return signatures.size() + " signatures by " + key;
    }
}
