package io.jenkins.plugins.istioimages.publish.cosign;

import io.jenkins.plugins.istioimages.registry.OpensslAuthority;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Certifies keys for identities as Fulcio does (fulcio, docs/oid-info.md), with openssl. */
final class StandInAuthority {
    /** Fulcio's "Issuer (V2)". */
    private static final String ISSUER = "1.3.6.1.4.1.57264.1.8";

    private final OpensslAuthority authority;
    private final Map<Identity, Certified> known = new HashMap<>();

    StandInAuthority(Path directory) {
        this.authority = OpensslAuthority.in(directory);
    }

    record Identity(String subject, String issuer) {}

    record Certified(PrivateKey key, X509Certificate certificate) {
        byte[] sign(byte[] message) throws GeneralSecurityException {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        }
    }

    /** One for each identity: openssl takes its time. */
    synchronized Certified certify(Identity identity) throws IOException, GeneralSecurityException {
        Certified certified = known.get(identity);
        if (certified == null) {
            certified = make(identity, "leaf" + known.size());
            known.put(identity, certified);
        }
        return certified;
    }

    private Certified make(Identity identity, String name) throws IOException, GeneralSecurityException {
        authority.certify(
                name,
                "subjectAltName=URI:" + identity.subject() + "\nextendedKeyUsage=codeSigning\n" + ISSUER
                        + "=ASN1:UTF8String:" + identity.issuer(),
                1);
        String secret = Files.readString(authority.key(name)).replaceAll("-----[^-]+-----|\\s", "");
        PrivateKey key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(secret)));
        return new Certified(key, read(Files.readAllBytes(authority.certificate(name))));
    }

    static X509Certificate read(byte[] content) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(content));
    }

    /** Whose key has signed a message. */
    Identity verified(X509Certificate certificate, byte[] message, byte[] signed)
            throws IOException, GeneralSecurityException {
        certificate.verify(read(Files.readAllBytes(authority.certificate())).getPublicKey());
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initVerify(certificate.getPublicKey());
        signature.update(message);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("invalid signature when validating ASN.1 encoded signature");
        }
        String subject = certificate
                .getSubjectAlternativeNames()
                .iterator()
                .next()
                .get(1)
                .toString();
        byte[] issuer = certificate.getExtensionValue(ISSUER);
        // An octet string with a UTF-8 string in it, each with one byte of type and one of length.
        return new Identity(subject, new String(Arrays.copyOfRange(issuer, 4, issuer.length), StandardCharsets.UTF_8));
    }
}
