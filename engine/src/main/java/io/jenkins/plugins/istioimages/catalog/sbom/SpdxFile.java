package io.jenkins.plugins.istioimages.catalog.sbom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of a release (SPDX 2.3, clause 8, which asks for SHA-1 whatever that is worth).
 *
 * @param path relative to the release, with slashes
 * @param sha1 in hexadecimal digits
 * @param sha256 in hexadecimal digits
 * @param comment for people; mostly empty
 */
record SpdxFile(String path, String sha1, String sha256, String comment) implements SpdxElement {
    private static final int BUFFER = 64 * 1024;

    SpdxFile(String path, String sha1, String sha256) {
        this(path, sha1, sha256, "");
    }

    SpdxFile withComment(String text) {
        return new SpdxFile(path, sha1, sha256, text);
    }

    /** Reads a file once. */
    static SpdxFile read(Path root, String path) throws IOException {
        MessageDigest sha1 = hasher("SHA-1");
        MessageDigest sha256 = hasher("SHA-256");
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(root.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha1.update(buffer, 0, count);
                sha256.update(buffer, 0, count);
            }
        }
        return new SpdxFile(path, hex(sha1), hex(sha256));
    }

    @Override
    public String id() {
        return SpdxDocument.id("File", path);
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("SPDXID", id()).put("fileName", "./" + path);
        ArrayNode checksums = json.putArray("checksums");
        checksums.addObject().put("algorithm", "SHA1").put("checksumValue", sha1);
        checksums.addObject().put("algorithm", "SHA256").put("checksumValue", sha256);
        json.put("licenseConcluded", SpdxDocument.UNKNOWN).put("copyrightText", SpdxDocument.UNKNOWN);
        json.putArray("licenseInfoInFiles").add(SpdxDocument.UNKNOWN);
        if (!comment.isEmpty()) {
            json.put("comment", comment);
        }
        return json;
    }

    static MessageDigest hasher(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    static String hex(MessageDigest hasher) {
        return HexFormat.of().formatHex(hasher.digest());
    }
}
