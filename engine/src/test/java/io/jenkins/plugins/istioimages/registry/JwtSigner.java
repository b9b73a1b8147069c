package io.jenkins.plugins.istioimages.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Function;

/** Signs tokens as docker-registry reads them: JWT with ES256 and the certificate in the header. */
public record JwtSigner(Path certificate, Path key, String issuer, String service)
        implements Function<ArrayNode, String> {
    @Override
    public String apply(ArrayNode access) {
        try {
            ObjectNode header = Json.object().put("typ", "JWT").put("alg", "ES256");
            Certificate own = Pem.certificates(certificate).get(0);
            header.putArray("x5c").add(Base64.getEncoder().encodeToString(own.getEncoded()));
            long now = Instant.now().getEpochSecond();
            ObjectNode claims = Json.object()
                    .put("iss", issuer)
                    .put("sub", "test")
                    .put("aud", service)
                    .put("iat", now)
                    .put("nbf", now - 10)
                    .put("exp", now + 300)
                    .put("jti", "id-" + System.nanoTime());
            claims.set("access", access);
            String signed = part(Json.canonical(header)) + "." + part(Json.canonical(claims));
            return signed + "." + part(signature(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] signature(String text) throws GeneralSecurityException {
        PrivateKey privateKey = Pem.privateKey(key);
        Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
        signer.initSign(privateKey);
        signer.update(text.getBytes(StandardCharsets.US_ASCII));
        return signer.sign();
    }

    private static String part(byte[] content) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }
}
