package io.jenkins.plugins.istioimages.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Image records as JSON, for stage results and for what an agent hands to its controller. What is read is checked as
 * something that anybody may have written: names by their grammar, digests and sizes by theirs.
 */
public final class ImageRecordJson {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    private ImageRecordJson() {}

    /** One record as a tree. */
    public static ObjectNode write(ImageRecord record) {
        ObjectNode json = Json.object()
                .put("name", record.name())
                .put("variant", record.variant())
                .put("repository", record.repository().toString())
                .put("platform", record.platform().toString())
                .put("size", record.size())
                .put("stage", record.stage());
        json.set("manifest", descriptor(record.manifest()));
        ArrayNode layers = json.putArray("layers");
        record.layers().forEach(layer -> layers.add(descriptor(layer)));
        record.sources().forEach(json.putObject("sources")::put);
        return json;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param what names the content in the error
     * @throws MalformedContentException if a field is missing or not what it should be
     */
    public static ImageRecord read(JsonNode json, String what) {
        try {
            List<Descriptor> layers = new ArrayList<>();
            for (JsonNode layer : json.path("layers")) {
                layers.add(descriptor(layer, what));
            }
            return new ImageRecord(
                    matching(json, "name", NAME, what),
                    matching(json, "variant", NAME, what),
                    Repository.parse(text(json, "repository", what)),
                    Platform.parse(text(json, "platform", what)),
                    descriptor(json.path("manifest"), what),
                    size(json, what),
                    layers,
                    sources(json.path("sources"), what),
                    matching(json, "stage", NAME, what));
        } catch (InputException e) {
            throw new MalformedContentException(what + ": " + e.getMessage(), e);
        }
    }

    private static ObjectNode descriptor(Descriptor descriptor) {
        return Json.object()
                .put("mediaType", descriptor.mediaType())
                .put("digest", descriptor.digest().toString())
                .put("size", descriptor.size());
    }

    private static Descriptor descriptor(JsonNode json, String what) {
        return Descriptor.of(text(json, "mediaType", what), Digest.parse(text(json, "digest", what)), size(json, what));
    }

    private static NavigableMap<String, String> sources(JsonNode json, String what) {
        NavigableMap<String, String> sources = new TreeMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> fields = json.properties().iterator(); fields.hasNext(); ) {
            String name = fields.next().getKey();
            if (!NAME.matcher(name).matches()) {
                throw new MalformedContentException(what + ": '" + name + "' is no source's name");
            }
            sources.put(name, matching(json, name, COMMIT, what));
        }
        return sources;
    }

    private static String matching(JsonNode json, String field, Pattern pattern, String what) {
        String value = text(json, field, what);
        if (!pattern.matcher(value).matches()) {
            throw new MalformedContentException(what + ": " + field + " is '" + value + "'");
        }
        return value;
    }

    private static String text(JsonNode json, String field, String what) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw new MalformedContentException(what + " has no " + field);
        }
        return value.asText();
    }

    private static long size(JsonNode json, String what) {
        JsonNode value = json.path("size");
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
            throw new MalformedContentException(what + " has no size");
        }
        return value.asLong();
    }
}
