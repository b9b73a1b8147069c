package io.jenkins.plugins.istioimages.oci;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A content digest, {@code algorithm:hex} (image-spec descriptor.md, "Digests").
 *
 * @param algorithm one of the registered algorithms
 * @param hex lower-case, exactly as long as the algorithm says
 */
public record Digest(DigestAlgorithm algorithm, String hex) implements Serializable, Comparable<Digest> {
    public Digest {
        if (!isHex(hex, algorithm.hexLength())) {
            throw new InputException("digest '" + algorithm.id() + ":" + hex + "' is wrong: " + algorithm.id()
                    + " is followed by " + algorithm.hexLength() + " lower-case hexadecimal digits");
        }
    }

    /**
     * Reads {@code sha256:…} or {@code sha512:…}.
     *
     * @throws InputException if the algorithm is not registered or the digits are not right
     */
    public static Digest parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            if (colon >= 0 && algorithm.id().equals(name)) {
                return new Digest(algorithm, text.substring(colon + 1));
            }
        }
        throw new InputException(
                "digest '" + abbreviate(text) + "' is wrong: expected sha256:<64 hex> or sha512:<128 hex>");
    }

    /** SHA-256 of some bytes. */
    public static Digest sha256(byte[] content) {
        return of(DigestAlgorithm.SHA256, content);
    }

    /** SHA-256 of the UTF-8 form of a text. */
    public static Digest sha256(String content) {
        return sha256(content.getBytes(StandardCharsets.UTF_8));
    }

    public static Digest of(DigestAlgorithm algorithm, byte[] content) {
        return ofHash(algorithm, algorithm.newHasher().digest(content));
    }

    /** Closes a hasher made by {@link DigestAlgorithm#newHasher()}. */
    public static Digest finish(DigestAlgorithm algorithm, MessageDigest hasher) {
        return ofHash(algorithm, hasher.digest());
    }

    private static Digest ofHash(DigestAlgorithm algorithm, byte[] hash) {
        return new Digest(algorithm, HexFormat.of().formatHex(hash));
    }

    /** The first twelve digits: enough for a log line. */
    public String shortHex() {
        return hex.substring(0, 12);
    }

    @Override
    public int compareTo(Digest other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return algorithm.id() + ":" + hex;
    }

    private static boolean isHex(String text, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static String abbreviate(String text) {
        return text.length() <= 160 ? text : text.substring(0, 160) + "…";
    }
}
