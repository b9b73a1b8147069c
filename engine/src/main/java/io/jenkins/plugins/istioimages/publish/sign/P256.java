package io.jenkins.plugins.istioimages.publish.sign;

import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** ECDSA over the curve P-256 (FIPS 186-5, D.1.2.3), as far as Java has it not: the public key of a private one, and RFC 6979. */
final class P256 {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256r1");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);

    private P256() {}

    /** What Java calls the curve. */
    static ECParameterSpec parameters() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    static boolean isCurve(ECParameterSpec other) throws GeneralSecurityException {
        ECParameterSpec mine = parameters();
        return mine.getCurve().equals(other.getCurve())
                && mine.getGenerator().equals(other.getGenerator())
                && mine.getOrder().equals(other.getOrder())
                && mine.getCofactor() == other.getCofactor();
    }

    /** Whether a number can be a private key. */
    static boolean isPrivate(BigInteger secret) {
        return secret.signum() > 0 && secret.compareTo(DOMAIN.getN()) < 0;
    }

    /** The public key of a private one. */
    static java.security.spec.ECPoint publicPoint(BigInteger secret) {
        ECPoint point =
                new FixedPointCombMultiplier().multiply(DOMAIN.getG(), secret).normalize();
        return new java.security.spec.ECPoint(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
    }

    /** Signs the SHA-256 of a message, in DER. */
    static byte[] sign(BigInteger secret, byte[] message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(secret, DOMAIN));
        try {
            BigInteger[] pair = signer.generateSignature(
                    MessageDigest.getInstance("SHA-256").digest(message));
            return StandardDSAEncoding.INSTANCE.encode(DOMAIN.getN(), pair[0], pair[1]);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("SHA-256 and DER are part of every Java", e);
        }
    }
}
