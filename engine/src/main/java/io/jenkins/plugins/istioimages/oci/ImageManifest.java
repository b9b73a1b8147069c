package io.jenkins.plugins.istioimages.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An image manifest of either family (image-spec manifest.md; Docker manifest v2 schema 2).
 *
 * @param mediaType {@link MediaTypes#OCI_MANIFEST} or {@link MediaTypes#DOCKER_MANIFEST}
 * @param artifactTypeField the field as it stands: set by an artifact that is no image
 * @param config descriptor of the configuration blob
 * @param layers base first
 * @param subject what it is attached to
 * @param annotations sorted by key
 */
public record ImageManifest(
        String mediaType,
        Optional<String> artifactTypeField,
        Descriptor config,
        List<Descriptor> layers,
        Optional<Descriptor> subject,
        SortedMap<String, String> annotations)
        implements Manifest {

    public ImageManifest {
        layers = List.copyOf(layers);
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    /** An image without annotations or subject. */
    public static ImageManifest of(String mediaType, Descriptor config, List<Descriptor> layers) {
        return new ImageManifest(
                mediaType, Optional.empty(), config, layers, Optional.empty(), Collections.emptySortedMap());
    }

    static ImageManifest read(String mediaType, ObjectNode json, String what) {
        JsonNode layers = json.path("layers");
        if (!layers.isMissingNode() && !layers.isNull() && !(layers instanceof ArrayNode)) {
            throw new MalformedContentException(what + ": layers is not a list");
        }
        List<Descriptor> read = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            read.add(Descriptor.read(layers.get(i), what + ", layers[" + i + "]"));
        }
        return new ImageManifest(
                mediaType,
                Descriptor.optionalText(json.get("artifactType"), what + ", artifactType"),
                Descriptor.read(json.path("config"), what + ", config"),
                read,
                Descriptor.optional(json.get("subject"), what + ", subject"),
                Descriptor.annotations(json.get("annotations"), what));
    }

    @Override
    public Optional<String> artifactType() {
        return artifactTypeField.or(() -> Optional.of(config.mediaType()));
    }

    @Override
    public List<Descriptor> references() {
        List<Descriptor> all = new ArrayList<>();
        all.add(config);
        all.addAll(layers);
        return all;
    }

    @Override
    public ManifestContent content() {
        ObjectNode json = Json.object().put("schemaVersion", 2).put("mediaType", mediaType);
        artifactTypeField.ifPresent(type -> json.put("artifactType", type));
        json.set("config", config.toJson());
        ArrayNode list = json.putArray("layers");
        layers.forEach(layer -> list.add(layer.toJson()));
        subject.ifPresent(s -> json.set("subject", s.toJson()));
        if (!annotations.isEmpty()) {
            annotations.forEach(json.putObject("annotations")::put);
        }
        return ManifestContent.of(mediaType, Json.canonical(json));
    }
}
