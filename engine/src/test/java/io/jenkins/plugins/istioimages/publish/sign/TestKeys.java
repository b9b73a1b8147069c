package io.jenkins.plugins.istioimages.publish.sign;

import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;

/** Keys for tests. */
public final class TestKeys {
    private TestKeys() {}

    /** From a file that cosign's library encrypted. */
    public static SigningKey ed25519() {
        return SigningKey.parse(SigningKeyTest.resource("ed25519.key"), "ed25519.key", KeyPassword.of(""));
    }

    /** The key of RFC 6979, A.2.5. */
    public static SigningKey ecdsa() {
        return p256(new BigInteger("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721", 16));
    }

    /** The key of DSSE's example (dsse, protocol.md). */
    public static SigningKey dsse() {
        return p256(new BigInteger("97358161215184420915383655311931858321456579547487070936769975997791359926199"));
    }

    private static SigningKey p256(BigInteger secret) {
        byte[] pkcs8 = HexFormat.of()
                .parseHex("3041020100301306072A8648CE3D020106082A8648CE3D030107042730250201010420"
                        + String.format("%064x", secret));
        return SigningKey.parse(
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(pkcs8)
                        + "\n-----END PRIVATE KEY-----\n",
                "test key",
                KeyPassword.none());
    }
}
