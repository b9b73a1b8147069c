package io.jenkins.plugins.istioimages.bench.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes an OCI image layout that holds an index per image and variant over both platforms. */
final class LayoutPart {
    private final Path directory;
    private final Path blobs;

    LayoutPart(Path directory) {
        this.directory = directory;
        this.blobs = directory.resolve("blobs/sha256");
    }

    /** The indexes by name and tag, as {@link #write} writes them. */
    static Map<LayoutImage, ManifestContent> indexes(List<ImageContent> images, String version) {
        Map<String, List<ImageContent>> groups = new LinkedHashMap<>();
        for (ImageContent image : images) {
            String key = image.spec().name() + ":" + image.spec().tag(version);
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(image);
        }
        Map<LayoutImage, ManifestContent> indexes = new LinkedHashMap<>();
        groups.forEach((key, platforms) -> {
            ManifestContent index = index(platforms);
            ImageSpec spec = platforms.get(0).spec();
            indexes.put(
                    new LayoutImage(
                            spec.name(), spec.tag(version), index.digest().toString()),
                    index);
        });
        return indexes;
    }

    void write(List<ImageContent> images, String version) throws IOException {
        Files.createDirectories(blobs);
        for (ImageContent image : images) {
            for (LayerFile layer : image.layers()) {
                Path blob = blobs.resolve(layer.digest().hex());
                if (!Files.exists(blob)) {
                    Files.createLink(blob, layer.file());
                }
            }
            blob(image.config());
            blob(image.manifest().bytes());
        }
        ArrayNode entries = Json.array();
        for (Map.Entry<LayoutImage, ManifestContent> index :
                indexes(images, version).entrySet()) {
            blob(index.getValue().bytes());
            entries.add(entry(index.getKey(), index.getValue()));
        }
        ObjectNode json = Json.object().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
        json.set("manifests", entries);
        Files.write(directory.resolve("index.json"), Json.canonical(json));
        Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    }

    private static ManifestContent index(List<ImageContent> platforms) {
        List<Descriptor> children = platforms.stream()
                .map(image -> image.manifest()
                        .descriptor()
                        .withPlatform(Platform.parse(image.spec().machine().platform())))
                .toList();
        return ImageIndex.of(MediaTypes.OCI_INDEX, children).content();
    }

    private static ObjectNode entry(LayoutImage image, ManifestContent index) {
        ObjectNode entry = Json.object()
                .put("mediaType", index.mediaType())
                .put("digest", index.digest().toString())
                .put("size", index.size());
        entry.putObject("annotations").put(Descriptor.REF_NAME, image.refName());
        return entry;
    }

    private void blob(byte[] content) throws IOException {
        Files.write(blobs.resolve(Digest.sha256(content).hex()), content);
    }
}
