package io.jenkins.plugins.istioimages.image.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An image configuration while it is made; what the base says and no instruction changes stays, known or not. */
final class ConfigEditor {
    /** What Docker puts into images on nothing, so that they are run alike (moby, system.DefaultPathEnv). */
    private static final String DEFAULT_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** Fields in which old Docker versions tell of the container that made the base. */
    private static final List<String> OF_THE_BASE_ALONE =
            List.of("container", "container_config", "docker_version", "id", "parent", "throwaway");

    private final ObjectNode root;

    private ConfigEditor(ObjectNode root) {
        this.root = root;
    }

    static ConfigEditor scratch(Platform platform) {
        ObjectNode root = ImageConfig.empty(platform).tree();
        ConfigEditor editor = new ConfigEditor(root);
        editor.config().putArray("Env").add(DEFAULT_PATH);
        editor.config().put("WorkingDir", "/");
        return editor;
    }

    static ConfigEditor of(ImageConfig base, Platform platform) {
        ObjectNode root = base.tree();
        root.remove(OF_THE_BASE_ALONE);
        root.put("os", platform.os()).put("architecture", platform.architecture());
        if (platform.variant().isEmpty()) {
            root.remove("variant");
        } else {
            root.put("variant", platform.variant());
        }
        return new ConfigEditor(root);
    }

    ConfigEditor copy() {
        return new ConfigEditor(root.deepCopy());
    }

    /** The object {@code config}, made where the base has none. */
    private ObjectNode config() {
        return object(root, "config");
    }

    Map<String, String> environment() {
        Map<String, String> result = new LinkedHashMap<>();
        strings("Env").forEach(entry -> {
            int equals = entry.indexOf('=');
            result.put(equals < 0 ? entry : entry.substring(0, equals), equals < 0 ? "" : entry.substring(equals + 1));
        });
        return result;
    }

    void setEnvironment(Map<String, String> environment) {
        ArrayNode list = config().putArray("Env");
        environment.forEach((name, value) -> list.add(name + "=" + value));
    }

    List<String> strings(String field) {
        List<String> result = new ArrayList<>();
        config().path(field).forEach(element -> result.add(element.asText()));
        return result;
    }

    void setStrings(String field, List<String> values) {
        values.forEach(config().putArray(field)::add);
    }

    String text(String field) {
        return config().path(field).asText("");
    }

    void setText(String field, String value) {
        config().put(field, value);
    }

    void set(String field, JsonNode value) {
        config().set(field, value);
    }

    /** A field as JSON on one line. */
    String json(String field) {
        return new String(Json.canonical(config().path(field)), java.nio.charset.StandardCharsets.UTF_8);
    }

    void remove(String field) {
        config().remove(field);
    }

    /** Adds keys to a field that is an object, like {@code Labels}. */
    void putAll(String field, Map<String, ? extends JsonNode> values) {
        object(config(), field).setAll(values);
    }

    void setAuthor(String author) {
        root.put("author", author);
    }

    void addHistory(Instant created, String createdBy, boolean empty) {
        ObjectNode entry = Json.object().put("created", created.toString()).put("created_by", createdBy);
        if (empty) {
            entry.put("empty_layer", true);
        }
        array(root, "history").add(entry);
    }

    void addDiffId(Digest diffId) {
        ObjectNode rootfs = object(root, "rootfs");
        rootfs.put("type", "layers");
        array(rootfs, "diff_ids").add(diffId.toString());
    }

    /** The configuration with its time. */
    ImageConfig finish(Instant created) {
        root.put("created", created.toString());
        return ImageConfig.of(root);
    }

    private static ObjectNode object(ObjectNode parent, String field) {
        return parent.get(field) instanceof ObjectNode object ? object : parent.putObject(field);
    }

    private static ArrayNode array(ObjectNode parent, String field) {
        return parent.get(field) instanceof ArrayNode array ? array : parent.putArray(field);
    }
}
