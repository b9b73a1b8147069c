package io.jenkins.plugins.istioimages.bench.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.data.LayoutImage;
import io.jenkins.plugins.istioimages.oci.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fills a registry with what a layout holds, before anything is measured. */
public final class Seeding {
    private final RegistryApi registry;
    private final LayoutDirectory layout;

    public Seeding(RegistryApi registry, LayoutDirectory layout) {
        this.registry = registry;
        this.layout = layout;
    }

    /** Pushes every image below a path of the registry, for example {@code staging}. */
    public void push(String prefix) throws IOException {
        for (LayoutImage image : layout.images()) {
            pushIndex(prefix + "/" + image.name(), image);
        }
    }

    private void pushIndex(String repository, LayoutImage image) throws IOException {
        ObjectNode index = read(image.digest());
        for (JsonNode child : index.path("manifests")) {
            ObjectNode manifest = read(child.path("digest").asText());
            pushBlob(repository, manifest.path("config"));
            for (JsonNode layer : manifest.path("layers")) {
                pushBlob(repository, layer);
            }
            pushManifest(
                    repository,
                    child.path("digest").asText(),
                    child.path("digest").asText());
        }
        pushManifest(repository, image.tag(), image.digest());
    }

    private void pushBlob(String repository, JsonNode descriptor) throws IOException {
        String digest = descriptor.path("digest").asText();
        if (registry.blobSize(repository, digest).isEmpty()) {
            registry.putBlob(repository, digest, file(digest));
        }
    }

    private void pushManifest(String repository, String selector, String digest) throws IOException {
        String mediaType = read(digest).path("mediaType").asText();
        registry.putManifest(repository, selector, mediaType, Files.readAllBytes(file(digest)));
    }

    private ObjectNode read(String digest) throws IOException {
        return Json.readObject(Files.readAllBytes(file(digest)), digest);
    }

    private Path file(String digest) {
        return layout.path().resolve("blobs").resolve(digest.replace(':', '/'));
    }
}
