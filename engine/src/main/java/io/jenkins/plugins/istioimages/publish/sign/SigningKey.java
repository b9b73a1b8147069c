package io.jenkins.plugins.istioimages.publish.sign;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/**
 * A private key that signs in this process. Never shown: {@link #toString} tells the public half. The same message gets
 * the same signature each time.
 */
public final class SigningKey implements Signer {
    /** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410, section 4). */
    private static final byte[] ED25519_PREFIX = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0};

    private final PrivateKey secret;
    private final VerificationKey shown;

    private SigningKey(PrivateKey secret, VerificationKey shown) {
        this.secret = secret;
        this.shown = shown;
    }

    /**
     * Reads a PEM file: PKCS#8 as {@code openssl genpkey} writes it, or the file of {@code cosign generate-key-pair}.
     *
     * @param password asked only if the key is encrypted
     * @throws InputException if the file holds no key, one of another kind or curve, or the password is wrong
     */
    public static SigningKey read(Path file, KeyPassword password) {
        return parse(KeyFile.text(file), file.toString(), password);
    }

    /**
     * Reads a PEM text.
     *
     * @param what the text is called in errors
     * @throws InputException as {@link #read}
     */
    public static SigningKey parse(String pem, String what, KeyPassword password) {
        PemBlock block = PemBlock.first(pem, what);
        return switch (block.label()) {
            case "PRIVATE KEY" -> ofPkcs8(block.content(), what);
            case "ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY" ->
                ofPkcs8(CosignKey.open(block.content(), what, password(what, password)), what);
            case "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY" ->
                throw new InputException(what + " holds an " + block.label()
                        + "; convert it to PKCS#8 with: openssl pkcs8 -topk8 -nocrypt, or import it with: cosign"
                        + " import-key-pair");
            case "PUBLIC KEY" ->
                throw new InputException(
                        what + " holds a PUBLIC KEY; images are signed with the private half of the pair");
            default ->
                throw new InputException(what + " holds a " + block.label()
                        + "; expected PRIVATE KEY (PKCS#8) or ENCRYPTED SIGSTORE PRIVATE KEY (cosign)");
        };
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            if (secret instanceof ECPrivateKey ec) {
                return P256.sign(ec.getS(), message);
            }
            Signature signer = Signature.getInstance(shown.kind().signatures());
            signer.initSign(secret);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was checked cannot sign", e);
        }
    }

    @Override
    public VerificationKey verificationKey() {
        return shown;
    }

    @Override
    public String toString() {
        return shown.toString();
    }

    private static String password(String what, KeyPassword password) {
        return password.get()
                .orElseThrow(
                        () -> new InputException(what + " is encrypted and there is no password for it: give it in a"
                                + " file or in the environment variable " + KeyPassword.VARIABLE));
    }

    private static SigningKey ofPkcs8(byte[] pkcs8, String what) {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
        for (KeyKind kind : KeyKind.values()) {
            try {
                PrivateKey secret = KeyFactory.getInstance(kind.keys()).generatePrivate(spec);
                return new SigningKey(secret, new VerificationKey(kind, publicKey(secret, what)));
            } catch (InvalidKeySpecException e) {
                // Of another kind.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(kind + " is part of every Java", e);
            }
        }
        throw KeyFile.wrongKind(what, spec);
    }

    private static PublicKey publicKey(PrivateKey secret, String what) throws GeneralSecurityException {
        if (secret instanceof ECPrivateKey ec) {
            if (!P256.isCurve(ec.getParams())) {
                throw KeyFile.wrongCurve(what);
            }
            if (!P256.isPrivate(ec.getS())) {
                throw new InputException(what + " holds a number that is no private key over P-256");
            }
            return KeyFactory.getInstance(KeyKind.ECDSA_P256.keys())
                    .generatePublic(new ECPublicKeySpec(P256.publicPoint(ec.getS()), P256.parameters()));
        }
        byte[] seed = ((EdECPrivateKey) secret).getBytes().orElseThrow();
        byte[] point = new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
        byte[] encoded = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + point.length);
        System.arraycopy(point, 0, encoded, ED25519_PREFIX.length, point.length);
        return KeyFactory.getInstance(KeyKind.ED25519.keys()).generatePublic(new X509EncodedKeySpec(encoded));
    }
}
