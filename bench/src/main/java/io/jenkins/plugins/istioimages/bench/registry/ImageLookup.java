package io.jenkins.plugins.istioimages.bench.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.bench.BenchException;
import io.jenkins.plugins.istioimages.bench.data.Machine;
import io.jenkins.plugins.istioimages.oci.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Finds the image of one platform in a registry and checks that all it refers to is there. */
final class ImageLookup {
    private final RegistryApi registry;
    private final TagScheme scheme;

    ImageLookup(RegistryApi registry, TagScheme scheme) {
        this.registry = registry;
        this.scheme = scheme;
    }

    /**
     * An image as the registry holds it.
     *
     * @param diffIds from its configuration, base first
     * @param layers digests of its layers, base first
     */
    record Image(String repository, List<String> diffIds, List<String> layers) {}

    /** The image of a platform under the tag that users see. */
    Image find(String repository, String tag, Machine machine) throws IOException {
        ObjectNode manifest = manifest(repository, tag, machine);
        ObjectNode config = config(repository, manifest);
        String platform =
                config.path("os").asText() + "/" + config.path("architecture").asText();
        if (!platform.equals(machine.platform())) {
            throw new BenchException(repository + ":" + tag + " for " + machine.platform() + " says " + platform);
        }
        List<String> layers = new ArrayList<>();
        for (JsonNode layer : manifest.path("layers")) {
            requireBlob(repository, layer);
            layers.add(layer.path("digest").asText());
        }
        List<String> diffIds = new ArrayList<>();
        config.path("rootfs").path("diff_ids").forEach(id -> diffIds.add(id.asText()));
        return new Image(repository, diffIds, layers);
    }

    private ObjectNode manifest(String repository, String tag, Machine machine) throws IOException {
        if (scheme == TagScheme.PER_PLATFORM) {
            return registry.manifest(repository, tag + machine.suffix()).json();
        }
        for (JsonNode child : registry.manifest(repository, tag).json().path("manifests")) {
            if (child.path("platform").path("architecture").asText().equals(machine.architecture())) {
                return registry.manifest(repository, child.path("digest").asText())
                        .json();
            }
        }
        throw new BenchException(repository + ":" + tag + " is no index with " + machine.platform());
    }

    private ObjectNode config(String repository, ObjectNode manifest) throws IOException {
        String digest = manifest.path("config").path("digest").asText();
        try (InputStream in = registry.blob(repository, digest)) {
            return Json.readObject(in.readAllBytes(), "config " + digest);
        }
    }

    private void requireBlob(String repository, JsonNode layer) throws IOException {
        String digest = layer.path("digest").asText();
        OptionalLong size = registry.blobSize(repository, digest);
        if (size.isEmpty() || size.getAsLong() != layer.path("size").asLong()) {
            throw new BenchException(repository + " lacks layer " + digest + " of "
                    + layer.path("size").asLong() + " bytes");
        }
    }
}
