package io.jenkins.plugins.istioimages.publish.sign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * The private key file that {@code cosign generate-key-pair} writes (go-securesystemslib, {@code encrypted}): a JSON
 * document with a PKCS#8 key in a NaCl secret box, whose key scrypt makes from a password.
 */
final class CosignKey {
    /** scrypt's table may take so many bytes; go-securesystemslib's strongest setting takes 128 MiB. */
    private static final long MOST_MEMORY = 128L << 20;

    private static final int KEY_LENGTH = 32;
    private static final int BLOCK = 128;

    private final String what;
    private final ObjectNode json;

    private CosignKey(String what, ObjectNode json) {
        this.what = what;
        this.json = json;
    }

    /**
     * Decrypts one.
     *
     * @param content of the PEM block
     * @param what the key is called in errors
     * @return a PKCS#8 private key
     * @throws InputException if it is no such file or the password is wrong
     */
    static byte[] open(byte[] content, String what, String password) {
        try {
            return new CosignKey(what, Json.readObject(content, what)).open(password);
        } catch (MalformedContentException e) {
            throw new InputException(e.getMessage() + "; expected a key file as cosign writes it", e);
        }
    }

    private byte[] open(String password) {
        expect("kdf", "scrypt");
        expect("cipher", "nacl/secretbox");
        byte[] salt = bytes("salt", json.path("kdf").path("salt"));
        byte[] nonce = bytes("nonce", json.path("cipher").path("nonce"));
        byte[] box = bytes("ciphertext", json.path("ciphertext"));
        if (nonce.length != SecretBox.NONCE) {
            throw wrong("its nonce has " + nonce.length + " bytes, not " + SecretBox.NONCE);
        }
        byte[] key = key(password.getBytes(StandardCharsets.UTF_8), salt);
        try {
            return SecretBox.open(key, nonce, box)
                    .orElseThrow(() -> new InputException("the password of " + what + " is wrong, or it is damaged"));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] key(byte[] password, byte[] salt) {
        JsonNode params = json.path("kdf").path("params");
        int n = number(params, "N");
        int r = number(params, "r");
        int p = number(params, "p");
        if (Integer.bitCount(n) != 1 || n == 1 || (long) BLOCK * n * r > MOST_MEMORY || (long) p * r > n) {
            throw wrong("its scrypt parameters N=" + n + ", r=" + r + ", p=" + p
                    + " are none that cosign writes (N=65536, r=8, p=1)");
        }
        return SCrypt.generate(password, salt, n, r, p, KEY_LENGTH);
    }

    private int number(JsonNode params, String name) {
        JsonNode value = params.path(name);
        if (!value.isInt() || value.intValue() < 1) {
            throw wrong("its scrypt parameter " + name + " is missing or no positive number");
        }
        return value.intValue();
    }

    private void expect(String part, String name) {
        String found = json.path(part).path("name").asText("");
        if (!found.equals(name)) {
            throw wrong("its " + part + " is '" + found + "', not '" + name + "'");
        }
    }

    private byte[] bytes(String name, JsonNode value) {
        try {
            byte[] decoded = Base64.getDecoder().decode(value.asText(""));
            if (decoded.length > 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            throw wrong("its " + name + " is not Base64");
        }
        throw wrong("its " + name + " is missing");
    }

    private InputException wrong(String reason) {
        return new InputException(what + " is no key file as cosign writes it: " + reason);
    }
}
