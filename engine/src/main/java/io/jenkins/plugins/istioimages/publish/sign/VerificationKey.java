package io.jenkins.plugins.istioimages.publish.sign;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The public half of a key: tells whether a signature was made with the private one. */
public final class VerificationKey {
    private static final int LINE = 64;

    private final KeyKind kind;
    private final PublicKey key;

    VerificationKey(KeyKind kind, PublicKey key) {
        this.kind = kind;
        this.key = key;
    }

    /**
     * Reads a PEM file with a {@code PUBLIC KEY}, as {@code cosign.pub} is one.
     *
     * @throws InputException if it holds none, or one of another kind
     */
    public static VerificationKey read(Path file) {
        return parse(KeyFile.text(file), file.toString());
    }

    /**
     * Reads a PEM text.
     *
     * @param what the text is called in errors
     * @throws InputException if it holds no public key, or one of another kind
     */
    public static VerificationKey parse(String pem, String what) {
        PemBlock block = PemBlock.first(pem, what);
        if (!block.label().equals("PUBLIC KEY")) {
            throw new InputException(what + " holds a " + block.label() + "; expected a PUBLIC KEY"
                    + (block.label().endsWith("PRIVATE KEY") ? ", the other half of the pair" : ""));
        }
        X509EncodedKeySpec spec = new X509EncodedKeySpec(block.content());
        for (KeyKind kind : KeyKind.values()) {
            try {
                return new VerificationKey(
                        kind, checked(KeyFactory.getInstance(kind.keys()).generatePublic(spec), what));
            } catch (InvalidKeySpecException e) {
                // Of another kind.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(kind + " is part of every Java", e);
            }
        }
        throw KeyFile.wrongKind(what, spec);
    }

    public KeyKind kind() {
        return kind;
    }

    /** SHA-256 of the key in its SubjectPublicKeyInfo form: tells keys from each other. */
    public Digest fingerprint() {
        return Digest.sha256(key.getEncoded());
    }

    /** Whether a signature over a message was made with the private half. What is no signature at all was not. */
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(kind.signatures());
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (InvalidKeyException e) {
            throw new InputException("the public key " + fingerprint() + " cannot be used: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(kind + " is part of every Java", e);
        }
    }

    /** The form that {@link #parse} reads. */
    public String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    @Override
    public String toString() {
        return kind + " key " + fingerprint();
    }

    private static PublicKey checked(PublicKey key, String what) throws GeneralSecurityException {
        if (key instanceof ECPublicKey ec && !P256.isCurve(ec.getParams())) {
            throw KeyFile.wrongCurve(what);
        }
        return key;
    }
}
