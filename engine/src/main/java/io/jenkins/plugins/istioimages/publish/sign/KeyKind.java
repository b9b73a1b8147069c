package io.jenkins.plugins.istioimages.publish.sign;

/** Kinds of keys that images are signed with. Both make the same bytes each time the same is signed. */
public enum KeyKind {
    /** SHA-256 and ECDSA over P-256 in DER; the nonce comes from key and message (RFC 6979). */
    ECDSA_P256("EC", "SHA256withECDSA", "ECDSA P-256"),
    /** Pure Ed25519 (RFC 8032). */
    ED25519("Ed25519", "Ed25519", "Ed25519");

    private final String keys;
    private final String signatures;
    private final String title;

    KeyKind(String keys, String signatures, String title) {
        this.keys = keys;
        this.signatures = signatures;
        this.title = title;
    }

    /** What Java calls keys of this kind. */
    String keys() {
        return keys;
    }

    /** What Java calls signatures of this kind. */
    String signatures() {
        return signatures;
    }

    @Override
    public String toString() {
        return title;
    }
}
