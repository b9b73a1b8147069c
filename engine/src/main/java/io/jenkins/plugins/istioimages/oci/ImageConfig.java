package io.jenkins.plugins.istioimages.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.ArrayList;
import java.util.List;

/**
 * An image configuration (image-spec config.md) as a tree, so that what a base image says and this model does not know
 * is inherited and not lost. Immutable: every change is a copy.
 */
public final class ImageConfig {
    private final ObjectNode json;

    private ImageConfig(ObjectNode json) {
        this.json = json;
    }

    /** The configuration of an image without layers. */
    public static ImageConfig empty(Platform platform) {
        ObjectNode json = Json.object();
        json.put("os", platform.os()).put("architecture", platform.architecture());
        if (!platform.variant().isEmpty()) {
            json.put("variant", platform.variant());
        }
        json.putObject("config");
        json.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        json.putArray("history");
        return new ImageConfig(json);
    }

    /**
     * Reads a configuration blob.
     *
     * @throws MalformedContentException if it is no JSON object
     */
    public static ImageConfig parse(byte[] content, String what) {
        return new ImageConfig(Json.readObject(content, what));
    }

    /** A configuration over a tree; the tree is copied. */
    public static ImageConfig of(ObjectNode tree) {
        return new ImageConfig(tree.deepCopy());
    }

    /** A copy of the whole tree. */
    public ObjectNode tree() {
        return json.deepCopy();
    }

    /**
     * The platform it says.
     *
     * @throws MalformedContentException if it says none
     */
    public Platform platform() {
        try {
            return new Platform(
                    json.path("os").asText(""),
                    json.path("architecture").asText(""),
                    json.path("variant").asText(""));
        } catch (InputException e) {
            throw new MalformedContentException("image config names no platform: " + e.getMessage(), e);
        }
    }

    /** Digests of the uncompressed layers, base first. */
    public List<Digest> diffIds() {
        List<Digest> result = new ArrayList<>();
        for (JsonNode id : json.path("rootfs").path("diff_ids")) {
            try {
                result.add(Digest.parse(id.asText()));
            } catch (InputException e) {
                throw new MalformedContentException("image config, rootfs.diff_ids: " + e.getMessage(), e);
            }
        }
        return result;
    }

    /** {@code config.Env}: entries {@code NAME=value} in order. */
    public List<String> env() {
        return strings(json.path("config").path("Env"));
    }

    public List<String> entrypoint() {
        return strings(json.path("config").path("Entrypoint"));
    }

    public List<String> cmd() {
        return strings(json.path("config").path("Cmd"));
    }

    /** Canonical bytes: what is pushed. */
    public byte[] bytes() {
        return Json.canonical(json);
    }

    private static List<String> strings(JsonNode node) {
        List<String> result = new ArrayList<>();
        if (node instanceof ArrayNode list) {
            list.forEach(element -> result.add(element.asText()));
        }
        return result;
    }
}
