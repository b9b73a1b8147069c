package io.jenkins.plugins.istioimages.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Options of a builder container on their way between machines. */
public final class ContainerOptionsJson {
    private ContainerOptionsJson() {}

    /** The options as a tree. */
    public static ObjectNode of(ContainerOptions options) {
        ObjectNode json = Json.object()
                .put("user", options.user())
                .put("network", options.network())
                .put("pull", options.pull().id());
        ArrayNode volumes = json.putArray("volumes");
        options.volumes().forEach(volumes::add);
        ObjectNode environment = json.putObject("environment");
        new TreeMap<>(options.environment()).forEach(environment::put);
        return json;
    }

    /**
     * Reads what {@link #of} wrote, as something that anybody may have written.
     *
     * @param what names the content in the error
     * @throws MalformedContentException if a part is of another kind
     * @throws io.jenkins.plugins.istioimages.errors.InputException as {@link ContainerOptions}
     */
    public static ContainerOptions read(JsonNode json, String what) {
        List<String> volumes = new ArrayList<>();
        json.path("volumes").forEach(volume -> volumes.add(text(volume, "volumes", what)));
        Map<String, String> environment = new TreeMap<>();
        json.path("environment")
                .properties()
                .forEach(entry -> environment.put(entry.getKey(), text(entry.getValue(), "environment", what)));
        return new ContainerOptions(
                text(json.path("user"), "user", what),
                volumes,
                text(json.path("network"), "network", what),
                environment,
                PullPolicy.parse(text(json.path("pull"), "pull", what)));
    }

    private static String text(JsonNode value, String field, String what) {
        if (!value.isTextual()) {
            throw new MalformedContentException(what + ": the container has no " + field);
        }
        return value.asText();
    }
}
