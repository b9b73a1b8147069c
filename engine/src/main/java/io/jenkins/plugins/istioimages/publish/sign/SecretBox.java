package io.jenkins.plugins.istioimages.publish.sign;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * NaCl's {@code crypto_secretbox}: XSalsa20 with Poly1305 ("Cryptography in NaCl", sections 9 and 10). The first 32 bytes
 * of the key stream are the authenticator's key, what follows goes over the message; the authenticator stands first.
 */
final class SecretBox {
    /** Bytes of a nonce. */
    static final int NONCE = 24;

    private static final int TAG = 16;
    private static final int MAC_KEY = 32;

    private SecretBox() {}

    /** The message, or nothing if key, nonce and box do not belong together. */
    static Optional<byte[]> open(byte[] key, byte[] nonce, byte[] box) {
        if (box.length < TAG) {
            return Optional.empty();
        }
        XSalsa20Engine stream = new XSalsa20Engine();
        stream.init(false, new ParametersWithIV(new KeyParameter(key), nonce));
        byte[] macKey = new byte[MAC_KEY];
        stream.processBytes(macKey, 0, MAC_KEY, macKey, 0);
        Poly1305 mac = new Poly1305();
        mac.init(new KeyParameter(macKey));
        mac.update(box, TAG, box.length - TAG);
        byte[] tag = new byte[TAG];
        mac.doFinal(tag, 0);
        if (!MessageDigest.isEqual(tag, Arrays.copyOf(box, TAG))) {
            return Optional.empty();
        }
        byte[] message = new byte[box.length - TAG];
        stream.processBytes(box, TAG, message.length, message, 0);
        return Optional.of(message);
    }
}
