package io.jenkins.plugins.istioimages.publish.attest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.publish.sign.Signer;
import io.jenkins.plugins.istioimages.publish.sign.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A DSSE envelope (secure-systems-lab/dsse, envelope.md and protocol.md, version 1): a payload, its type, and signatures
 * over both.
 */
public final class Envelope {
    /** Type of a payload that is an in-toto statement. */
    public static final String IN_TOTO = "application/vnd.in-toto+json";

    private final String payloadType;
    private final byte[] payload;
    private final List<byte[]> signatures;

    private Envelope(String payloadType, byte[] payload, List<byte[]> signatures) {
        this.payloadType = payloadType;
        this.payload = payload;
        this.signatures = signatures;
    }

    /** Signs a payload. */
    public static Envelope sign(String payloadType, byte[] payload, Signer key) {
        byte[] copy = payload.clone();
        return new Envelope(payloadType, copy, List.of(key.sign(encode(payloadType, copy))));
    }

    /**
     * Reads an envelope; whether its signatures are right is another question.
     *
     * @param what names it in the error
     * @throws MalformedContentException if it is none
     */
    public static Envelope parse(byte[] content, String what) {
        ObjectNode json = Json.readObject(content, what);
        if (!json.path("payloadType").isTextual() || !json.path("signatures").isArray()) {
            throw new MalformedContentException(
                    what + " is no DSSE envelope: expected payloadType, payload, signatures");
        }
        List<byte[]> signatures = new ArrayList<>();
        for (JsonNode signature : json.get("signatures")) {
            signatures.add(bytes(signature.path("sig"), what + ", a signature"));
        }
        return new Envelope(
                json.get("payloadType").asText(), bytes(json.path("payload"), what + ", its payload"), signatures);
    }

    public String payloadType() {
        return payloadType;
    }

    /** A copy of what was signed. */
    public byte[] payload() {
        return payload.clone();
    }

    /** Whether one of the signatures was made with the private half. */
    public boolean isSignedBy(VerificationKey key) {
        byte[] message = encode(payloadType, payload);
        return signatures.stream().anyMatch(signature -> key.verifies(message, signature));
    }

    /** The envelope as cosign writes it, with an empty key id, in canonical JSON. */
    public byte[] bytes() {
        ObjectNode json = Json.object()
                .put("payloadType", payloadType)
                .put("payload", Base64.getEncoder().encodeToString(payload));
        var list = json.putArray("signatures");
        signatures.forEach(signature ->
                list.addObject().put("keyid", "").put("sig", Base64.getEncoder().encodeToString(signature)));
        return Json.canonical(json);
    }

    /** PAE: what is signed, type and payload with their lengths in bytes (protocol.md, "Signature Definition"). */
    static byte[] encode(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("DSSEv1 " + type.length + " " + payloadType + " " + payload.length + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] result = new byte[head.length + payload.length];
        System.arraycopy(head, 0, result, 0, head.length);
        System.arraycopy(payload, 0, result, head.length, payload.length);
        return result;
    }

    /** Both alphabets of Base64 are allowed. */
    private static byte[] bytes(JsonNode value, String what) {
        try {
            return Base64.getDecoder().decode(value.asText("").replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw new MalformedContentException(what + " is not Base64", e);
        }
    }
}
