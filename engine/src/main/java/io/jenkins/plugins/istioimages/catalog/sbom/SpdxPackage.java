package io.jenkins.plugins.istioimages.catalog.sbom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** A package of an SPDX document (SPDX 2.3, clause 7). What is not known is said to be so. */
final class SpdxPackage {
    private final ObjectNode json = Json.object();

    SpdxPackage(String id, String name) {
        json.put("SPDXID", id).put("name", name).put("downloadLocation", SpdxDocument.UNKNOWN);
        json.put("filesAnalyzed", false).put("licenseConcluded", SpdxDocument.UNKNOWN);
        json.put("licenseDeclared", SpdxDocument.UNKNOWN).put("copyrightText", SpdxDocument.UNKNOWN);
    }

    String id() {
        return json.path("SPDXID").asText();
    }

    ObjectNode json() {
        return json;
    }

    SpdxPackage version(String version) {
        if (!version.isEmpty()) {
            json.put("versionInfo", version);
        }
        return this;
    }

    /** For example {@code CONTAINER} (clause 7.24). */
    SpdxPackage purpose(String purpose) {
        json.put("primaryPackagePurpose", purpose);
        return this;
    }

    SpdxPackage downloadLocation(String location) {
        json.put("downloadLocation", location);
        return this;
    }

    SpdxPackage sourceInfo(String text) {
        json.put("sourceInfo", text);
        return this;
    }

    SpdxPackage comment(String text) {
        json.put("comment", text);
        return this;
    }

    /**
     * Its files were looked at (clause 7.9).
     *
     * @param sha1 of each of its files; nothing is said where there is none
     */
    SpdxPackage analyzed(List<String> sha1) {
        if (!sha1.isEmpty()) {
            MessageDigest code = SpdxFile.hasher("SHA-1");
            sha1.stream().sorted().forEach(one -> code.update(one.getBytes(StandardCharsets.US_ASCII)));
            json.put("filesAnalyzed", true);
            json.putObject("packageVerificationCode").put("packageVerificationCodeValue", SpdxFile.hex(code));
            json.putArray("licenseInfoFromFiles").add(SpdxDocument.UNKNOWN);
        }
        return this;
    }

    SpdxPackage digest(Digest digest) {
        checksums().addObject().put("algorithm", "SHA256").put("checksumValue", digest.hex());
        return this;
    }

    SpdxPackage url(PackageUrl url) {
        json.putArray("externalRefs")
                .addObject()
                .put("referenceCategory", "PACKAGE-MANAGER")
                .put("referenceType", "purl")
                .put("referenceLocator", url.toString());
        return this;
    }

    private ArrayNode checksums() {
        return json.withArray("checksums");
    }
}
