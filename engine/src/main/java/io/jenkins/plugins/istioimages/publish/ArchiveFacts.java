package io.jenkins.plugins.istioimages.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.layout.ArchiveBlob;
import io.jenkins.plugins.istioimages.layout.ArchiveImage;
import io.jenkins.plugins.istioimages.layout.ArchiveLayer;
import io.jenkins.plugins.istioimages.layout.Compression;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.store.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an archive holds, as the cache keeps it. */
final class ArchiveFacts {
    private ArchiveFacts() {}

    static ObjectNode toJson(List<ArchiveImage> images) throws IOException {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("images");
        for (ArchiveImage image : images) {
            ObjectNode node = list.addObject();
            image.names().forEach(node.putArray("names")::add);
            try (InputStream config = image.config().open()) {
                node.put("config", config.readAllBytes());
            }
            ArrayNode layers = node.putArray("layers");
            for (ArchiveLayer layer : image.layers()) {
                layers.addObject()
                        .put("path", layer.blob().path())
                        .put("size", layer.blob().size())
                        .put("compression", layer.blob().compression().name())
                        .put("diffId", layer.diffId().toString());
            }
        }
        return json;
    }

    /** The same again; empty where it is not what {@link #toJson} writes. */
    static Optional<List<ArchiveImage>> parse(ObjectNode json) {
        try {
            List<ArchiveImage> images = new ArrayList<>();
            for (JsonNode node : json.path("images")) {
                images.add(image(node));
            }
            return Optional.of(images);
        } catch (IOException | InputException | MalformedContentException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ArchiveImage image(JsonNode node) throws IOException {
        List<String> names = new ArrayList<>();
        node.path("names").forEach(name -> names.add(name.asText()));
        byte[] config = node.path("config").binaryValue();
        if (config == null) {
            throw new IOException("the config is missing");
        }
        List<ArchiveLayer> layers = new ArrayList<>();
        for (JsonNode layer : node.path("layers")) {
            ArchiveBlob blob = new ArchiveBlob(
                    layer.path("path").asText(),
                    layer.path("size").asLong(),
                    Compression.valueOf(layer.path("compression").asText()));
            layers.add(new ArchiveLayer(blob, Digest.parse(layer.path("diffId").asText())));
        }
        return new ArchiveImage(
                names,
                BlobSource.ofBytes(MediaTypes.OCI_CONFIG, config),
                ImageConfig.parse(config, "cached image config"),
                layers);
    }
}
