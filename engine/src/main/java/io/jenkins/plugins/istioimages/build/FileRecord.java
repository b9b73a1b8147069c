package io.jenkins.plugins.istioimages.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.util.regex.Pattern;

/**
 * One file of a release as a stage made it, kept in the staging store.
 *
 * @param path below the release's {@code out}, names separated by slashes
 * @param digest SHA-256 of its bytes
 * @param size in bytes
 * @param stage id of the stage that made it
 */
public record FileRecord(String path, Digest digest, long size, String stage) {
    /** Of the layers that hold files. */
    public static final String MEDIA_TYPE = "application/octet-stream";

    private static final Pattern PATH = Pattern.compile("(?:[a-zA-Z0-9_][a-zA-Z0-9_.-]*/)*[a-zA-Z0-9_][a-zA-Z0-9_.-]*");

    /** @throws InputException if the path leads elsewhere than below {@code out}, or is no path everywhere */
    public FileRecord {
        if (!PATH.matcher(path).matches()) {
            throw new InputException("'" + path + "' cannot be the name of a release's file");
        }
    }

    /** As a layer. */
    Descriptor descriptor() {
        return Descriptor.of(MEDIA_TYPE, digest, size);
    }

    ObjectNode toJson() {
        return Json.object().put("path", path).put("digest", digest.toString()).put("size", size);
    }

    /** @throws MalformedContentException if it is something else */
    static FileRecord read(JsonNode json, String stage, String what) {
        JsonNode size = json.path("size");
        if (!size.isIntegralNumber() || !size.canConvertToLong() || size.asLong() < 0) {
            throw new MalformedContentException(what + " has a file without a size");
        }
        try {
            return new FileRecord(
                    json.path("path").asText(), Digest.parse(json.path("digest").asText()), size.asLong(), stage);
        } catch (InputException e) {
            throw new MalformedContentException(what + ": " + e.getMessage(), e);
        }
    }
}
