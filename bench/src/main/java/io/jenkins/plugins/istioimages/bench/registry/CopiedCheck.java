package io.jenkins.plugins.istioimages.bench.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.bench.BenchException;
import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.data.LayoutImage;
import io.jenkins.plugins.istioimages.oci.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the images of a layout are in a registry, byte for byte. */
public final class CopiedCheck implements Check {
    private final LayoutDirectory layout;
    private final String prefix;
    private final boolean sameIndexes;

    /**
     * @param prefix path of the hub on its registry, for example {@code istio}
     * @param sameIndexes whether the indexes must have the same bytes, and not only the same children
     */
    public CopiedCheck(LayoutDirectory layout, String prefix, boolean sameIndexes) {
        this.layout = layout;
        this.prefix = prefix;
        this.sameIndexes = sameIndexes;
    }

    @Override
    public void in(RegistryApi registry, boolean deep) throws IOException {
        Set<String> hashed = new HashSet<>();
        for (LayoutImage image : layout.images()) {
            String repository = prefix + "/" + image.name();
            RegistryApi.Found index = registry.manifest(repository, image.tag());
            requireIndex(repository, image, index);
            for (JsonNode child : index.json().path("manifests")) {
                ObjectNode manifest = registry.manifest(
                                repository, child.path("digest").asText())
                        .json();
                requireBlob(registry, repository, manifest.path("config"), deep, hashed);
                for (JsonNode layer : manifest.path("layers")) {
                    requireBlob(registry, repository, layer, deep, hashed);
                }
            }
        }
    }

    private void requireIndex(String repository, LayoutImage image, RegistryApi.Found index) throws IOException {
        if (sameIndexes
                ? !index.digest().equals(image.digest())
                : !children(index.json()).equals(children(image))) {
            throw new BenchException(
                    repository + ":" + image.tag() + " is " + index.digest() + ", expected " + image.digest());
        }
    }

    private List<String> children(LayoutImage image) throws IOException {
        Path blob = layout.path().resolve("blobs").resolve(image.digest().replace(':', '/'));
        return children(Json.readObject(Files.readAllBytes(blob), image.digest()));
    }

    private static List<String> children(ObjectNode index) {
        List<String> digests = new ArrayList<>();
        index.path("manifests")
                .forEach(child -> digests.add(child.path("digest").asText()));
        return digests;
    }

    private static void requireBlob(
            RegistryApi registry, String repository, JsonNode descriptor, boolean deep, Set<String> hashed)
            throws IOException {
        String digest = descriptor.path("digest").asText();
        if (registry.blobSize(repository, digest).orElse(-1)
                != descriptor.path("size").asLong()) {
            throw new BenchException(repository + " lacks blob " + digest);
        }
        if (deep && hashed.add(digest)) {
            try (InputStream in = registry.blob(repository, digest)) {
                if (!LayerContent.digest(in).toString().equals(digest)) {
                    throw new BenchException("blob " + digest + " of " + repository + " has other bytes");
                }
            }
        }
    }
}
