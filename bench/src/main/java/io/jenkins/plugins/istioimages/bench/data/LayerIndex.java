package io.jenkins.plugins.istioimages.bench.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The layers of a directory by their ids, kept in it as {@code index.json} so that they are hashed only once. */
final class LayerIndex {
    private static final String FILE = "index.json";

    private LayerIndex() {}

    static void write(Path directory, Map<String, LayerFile> layers) throws IOException {
        ObjectNode json = Json.object();
        layers.forEach((id, layer) -> json.putObject(id)
                .put("file", layer.file().getFileName().toString())
                .put("digest", layer.digest().toString())
                .put("size", layer.size())
                .put("diffId", layer.diffId().toString()));
        Files.writeString(directory.resolve(FILE), Json.pretty(json));
    }

    static Map<String, LayerFile> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        Map<String, LayerFile> layers = new TreeMap<>();
        Json.readObject(Files.readAllBytes(file), file.toString())
                .properties()
                .forEach(field -> layers.put(field.getKey(), layer(directory, field.getValue())));
        return layers;
    }

    private static LayerFile layer(Path directory, JsonNode json) {
        return new LayerFile(
                directory.resolve(json.path("file").asText()),
                Digest.parse(json.path("digest").asText()),
                json.path("size").asLong(),
                Digest.parse(json.path("diffId").asText()));
    }
}
