package io.jenkins.plugins.istioimages.catalog.sbom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.catalog.contents.FileSums;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;

/**
 * A file in an image, as short as SPDX allows: there are thousands in each.
 *
 * @param path without a slash at the beginning
 * @param sum of its content
 */
record ImageFile(String path, FileSums.Sum sum) implements SpdxElement {
    private static final int ID_DIGITS = 24;

    @Override
    public String id() {
        return "SPDXRef-File-" + Digest.sha256(path).hex().substring(0, ID_DIGITS);
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("SPDXID", id()).put("fileName", "./" + path);
        ArrayNode checksums = json.putArray("checksums");
        checksums.addObject().put("algorithm", "SHA1").put("checksumValue", sum.sha1());
        checksums.addObject().put("algorithm", "SHA256").put("checksumValue", sum.sha256());
        return json;
    }
}
