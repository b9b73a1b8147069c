package io.jenkins.plugins.istioimages.oci;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A manifest or index as it is stored: its bytes are what the digest names, so they are passed on and never rewritten. */
public final class ManifestContent {
    /** Largest manifest or index that is read or written, in bytes: the limit that registries agree on. */
    public static final int MAX_SIZE = 4 * 1024 * 1024;

    private final String mediaType;
    private final byte[] bytes;
    private final Digest digest;

    private ManifestContent(String mediaType, byte[] bytes, Digest digest) {
        this.mediaType = mediaType;
        this.bytes = bytes;
        this.digest = digest;
    }

    /** Content named by its SHA-256. */
    public static ManifestContent of(String mediaType, byte[] bytes) {
        byte[] copy = bytes.clone();
        return new ManifestContent(mediaType, copy, Digest.sha256(copy));
    }

    /**
     * Content that was asked for by a digest, which may be of another algorithm.
     *
     * @throws MalformedContentException if the bytes do not have that digest
     */
    public static ManifestContent verified(String mediaType, byte[] bytes, Digest expected) {
        byte[] copy = bytes.clone();
        Digest actual = Digest.of(expected.algorithm(), copy);
        if (!actual.equals(expected)) {
            throw new MalformedContentException("asked for " + expected + ", got bytes whose digest is " + actual);
        }
        return new ManifestContent(mediaType, copy, expected);
    }

    /** From the header or the descriptor that named the content; the body may say it too. */
    public String mediaType() {
        return mediaType;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    public Digest digest() {
        return digest;
    }

    public long size() {
        return bytes.length;
    }

    public Descriptor descriptor() {
        return Descriptor.of(mediaType, digest, bytes.length);
    }

    public boolean isIndex() {
        return MediaTypes.isIndex(mediaType);
    }

    /**
     * The parsed form.
     *
     * @throws MalformedContentException if the bytes are no manifest of the media type
     */
    public Manifest parse() {
        String what = (isIndex() ? "index " : "manifest ") + digest;
        ObjectNode json = Json.readObject(bytes, what);
        String said = json.path("mediaType").asText("");
        // CVE-2021-41190: content that is an index by one reading and a manifest by the other is refused.
        if (!said.isEmpty() && !said.equals(mediaType)) {
            throw new MalformedContentException(what + " was delivered as " + mediaType + " but says it is " + said);
        }
        if (json.has("manifests") && json.has("layers")) {
            throw new MalformedContentException(what + " has both manifests and layers");
        }
        return isIndex() ? ImageIndex.read(mediaType, json, what) : ImageManifest.read(mediaType, json, what);
    }
}
