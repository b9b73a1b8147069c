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
 * An index of either family (image-spec image-index.md; Docker manifest list).
 *
 * @param mediaType {@link MediaTypes#OCI_INDEX} or {@link MediaTypes#DOCKER_INDEX}
 * @param artifactTypeField the field as it stands
 * @param manifests the children, in their order, which is a preference
 * @param subject what it is attached to
 * @param annotations sorted by key
 */
public record ImageIndex(
        String mediaType,
        Optional<String> artifactTypeField,
        List<Descriptor> manifests,
        Optional<Descriptor> subject,
        SortedMap<String, String> annotations)
        implements Manifest {

    public ImageIndex {
        manifests = List.copyOf(manifests);
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    /** An index without annotations or subject. */
    public static ImageIndex of(String mediaType, List<Descriptor> manifests) {
        return new ImageIndex(mediaType, Optional.empty(), manifests, Optional.empty(), Collections.emptySortedMap());
    }

    static ImageIndex read(String mediaType, ObjectNode json, String what) {
        JsonNode manifests = json.path("manifests");
        if (!(manifests instanceof ArrayNode) && !manifests.isNull()) {
            throw new MalformedContentException(what + " has no list of manifests");
        }
        List<Descriptor> read = new ArrayList<>();
        for (int i = 0; i < manifests.size(); i++) {
            read.add(Descriptor.read(manifests.get(i), what + ", manifests[" + i + "]"));
        }
        return new ImageIndex(
                mediaType,
                Descriptor.optionalText(json.get("artifactType"), what + ", artifactType"),
                read,
                Descriptor.optional(json.get("subject"), what + ", subject"),
                Descriptor.annotations(json.get("annotations"), what));
    }

    /** The first child for a platform: its order is the publisher's preference. */
    public Optional<Descriptor> find(Platform platform) {
        return manifests.stream()
                .filter(child -> child.platform().filter(platform::equals).isPresent())
                .findFirst();
    }

    @Override
    public Optional<String> artifactType() {
        return artifactTypeField;
    }

    @Override
    public List<Descriptor> references() {
        return manifests;
    }

    @Override
    public ManifestContent content() {
        ObjectNode json = Json.object().put("schemaVersion", 2).put("mediaType", mediaType);
        artifactTypeField.ifPresent(type -> json.put("artifactType", type));
        ArrayNode list = json.putArray("manifests");
        manifests.forEach(child -> list.add(child.toJson()));
        subject.ifPresent(s -> json.set("subject", s.toJson()));
        if (!annotations.isEmpty()) {
            annotations.forEach(json.putObject("annotations")::put);
        }
        return ManifestContent.of(mediaType, Json.canonical(json));
    }
}
