package io.jenkins.plugins.istioimages.oci;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The registered digest algorithms of the OCI image specification (descriptor.md, "Registered Algorithms"). */
public enum DigestAlgorithm {
    SHA256("sha256", "SHA-256", 64),
    SHA512("sha512", "SHA-512", 128);

    private final String id;
    private final String javaName;
    private final int hexLength;

    DigestAlgorithm(String id, String javaName, int hexLength) {
        this.id = id;
        this.javaName = javaName;
        this.hexLength = hexLength;
    }

    /** Name as it stands before the colon of a digest. */
    public String id() {
        return id;
    }

    /** Number of lower-case hexadecimal digits. */
    public int hexLength() {
        return hexLength;
    }

    /** A fresh hasher. */
    public MessageDigest newHasher() {
        try {
            return MessageDigest.getInstance(javaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + javaName, e);
        }
    }
}
