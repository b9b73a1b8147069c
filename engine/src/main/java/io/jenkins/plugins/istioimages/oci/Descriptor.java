package io.jenkins.plugins.istioimages.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Points to content (image-spec descriptor.md).
 *
 * @param mediaType of the content
 * @param digest of the content
 * @param size in bytes
 * @param platform of an index's child; empty where it is not said
 * @param artifactType of a referrer; empty where it is not said
 * @param annotations sorted by key
 * @param urls other places to have the content from; read, shown, never fetched with credentials
 */
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        Optional<Platform> platform,
        Optional<String> artifactType,
        SortedMap<String, String> annotations,
        List<String> urls) {
    /** Annotation under which an OCI layout names an image (image-spec annotations.md). */
    public static final String REF_NAME = "org.opencontainers.image.ref.name";

    public Descriptor {
        if (size < 0) {
            throw new MalformedContentException("descriptor of " + digest + " has the size " + size);
        }
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
        urls = List.copyOf(urls);
    }

    public static Descriptor of(String mediaType, Digest digest, long size) {
        return new Descriptor(
                mediaType, digest, size, Optional.empty(), Optional.empty(), Collections.emptySortedMap(), List.of());
    }

    /** A descriptor of some bytes in hand. */
    public static Descriptor of(String mediaType, byte[] content) {
        return of(mediaType, Digest.sha256(content), content.length);
    }

    public Descriptor withPlatform(Platform newPlatform) {
        return new Descriptor(mediaType, digest, size, Optional.of(newPlatform), artifactType, annotations, urls);
    }

    public Descriptor withArtifactType(String newType) {
        return new Descriptor(mediaType, digest, size, platform, Optional.of(newType), annotations, urls);
    }

    public Descriptor withAnnotations(Map<String, String> newAnnotations) {
        return new Descriptor(mediaType, digest, size, platform, artifactType, new TreeMap<>(newAnnotations), urls);
    }

    /** Whether both name the same bytes. */
    public boolean sameContent(Descriptor other) {
        return digest.equals(other.digest) && size == other.size;
    }

    /**
     * Reads one descriptor of a manifest or index. Unknown fields are left aside; who passes content on passes its bytes.
     *
     * @param where for the error, for example {@code "manifest sha256:…, layers[2]"}
     * @throws MalformedContentException if a required field is missing or of the wrong type
     */
    public static Descriptor read(JsonNode node, String where) {
        if (!(node instanceof ObjectNode object)) {
            throw new MalformedContentException(where + " is not an object");
        }
        try {
            return new Descriptor(
                    text(object, "mediaType", where),
                    Digest.parse(text(object, "digest", where)),
                    size(object, where),
                    platform(object.get("platform"), where),
                    optionalText(object.get("artifactType"), where + ", artifactType"),
                    annotations(object.get("annotations"), where),
                    urls(object.get("urls")));
        } catch (InputException e) {
            throw new MalformedContentException(where + ": " + e.getMessage(), e);
        }
    }

    /** As it stands in a manifest; a fresh tree. */
    public ObjectNode toJson() {
        ObjectNode node = Json.object()
                .put("mediaType", mediaType)
                .put("digest", digest.toString())
                .put("size", size);
        artifactType.ifPresent(type -> node.put("artifactType", type));
        platform.ifPresent(p -> {
            ObjectNode object = node.putObject("platform").put("os", p.os()).put("architecture", p.architecture());
            if (!p.variant().isEmpty()) {
                object.put("variant", p.variant());
            }
        });
        if (!annotations.isEmpty()) {
            ObjectNode object = node.putObject("annotations");
            annotations.forEach(object::put);
        }
        if (!urls.isEmpty()) {
            urls.forEach(node.putArray("urls")::add);
        }
        return node;
    }

    private static String text(ObjectNode object, String field, String where) {
        JsonNode value = object.get(field);
        if (value == null || !value.isTextual()) {
            throw new MalformedContentException(where + " has no " + field);
        }
        return value.asText();
    }

    /** Go writes what is not set as null, or not at all. */
    static Optional<String> optionalText(JsonNode value, String where) {
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new MalformedContentException(where + " is not a string");
        }
        return Optional.of(value.asText()).filter(text -> !text.isEmpty());
    }

    /** A subject: null and absent are the same. */
    static Optional<Descriptor> optional(JsonNode value, String where) {
        return value == null || value.isNull() ? Optional.empty() : Optional.of(read(value, where));
    }

    private static long size(ObjectNode object, String where) {
        JsonNode value = object.get("size");
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new MalformedContentException(where + " has no size");
        }
        return value.asLong();
    }

    private static Optional<Platform> platform(JsonNode node, String where) {
        if (!(node instanceof ObjectNode object)) {
            return Optional.empty();
        }
        String os = object.path("os").asText("");
        String architecture = object.path("architecture").asText("");
        if (os.isEmpty() && architecture.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Platform(os, architecture, object.path("variant").asText("")));
        } catch (InputException e) {
            throw new MalformedContentException(where + ": " + e.getMessage(), e);
        }
    }

    static SortedMap<String, String> annotations(JsonNode node, String where) {
        SortedMap<String, String> result = new TreeMap<>();
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (!field.getValue().isTextual()) {
                    throw new MalformedContentException(
                            where + ": annotation '" + field.getKey() + "' is not a string");
                }
                result.put(field.getKey(), field.getValue().asText());
            });
        }
        return result;
    }

    private static List<String> urls(JsonNode node) {
        List<String> result = new ArrayList<>();
        if (node != null && node.isArray()) {
            node.forEach(url -> result.add(url.asText()));
        }
        return result;
    }

    /** Order of a list of descriptors by digest, for outputs that must not depend on who finished first. */
    public static List<Descriptor> sortedByDigest(List<Descriptor> descriptors) {
        return descriptors.stream()
                .sorted((a, b) -> a.digest().compareTo(b.digest()))
                .toList();
    }
}
