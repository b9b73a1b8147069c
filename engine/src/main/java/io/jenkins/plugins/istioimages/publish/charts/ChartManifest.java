package io.jenkins.plugins.istioimages.publish.charts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.store.BlobSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A chart as an OCI artifact, as {@code helm push} makes it (helm pkg/registry/client.go), but for the time of the push:
 * one chart has one digest.
 *
 * @param manifest of the artifact
 * @param config what Chart.yaml says, as JSON
 * @param chart the package
 */
record ChartManifest(ManifestContent manifest, BlobSource config, BlobSource chart) {
    static final String CONFIG_TYPE = "application/vnd.cncf.helm.config.v1+json";

    /** Fields that Helm knows (helm pkg/chart/metadata.go); it leaves out others. */
    private static final List<String> FIELDS = List.of(
            "name",
            "home",
            "sources",
            "version",
            "description",
            "keywords",
            "maintainers",
            "icon",
            "apiVersion",
            "condition",
            "tags",
            "appVersion",
            "deprecated",
            "annotations",
            "kubeVersion",
            "dependencies",
            "type");

    /** Fields that are texts, whatever YAML takes them for: {@code 1.20} is no number. */
    private static final List<String> TEXTS = List.of("version", "appVersion");

    static ChartManifest of(ChartPackage chart) {
        ObjectNode metadata = metadata(chart.description().values());
        BlobSource config = BlobSource.ofBytes(CONFIG_TYPE, Json.canonical(metadata));
        SortedMap<String, String> annotations = new TreeMap<>();
        annotate(annotations, "title", metadata.path("name"));
        annotate(annotations, "version", metadata.path("version"));
        annotate(annotations, "description", metadata.path("description"));
        annotate(annotations, "url", metadata.path("home"));
        ManifestContent manifest = new ImageManifest(
                        MediaTypes.OCI_MANIFEST,
                        Optional.empty(),
                        config.descriptor(),
                        List.of(chart.layer()),
                        Optional.empty(),
                        annotations)
                .content();
        return new ChartManifest(manifest, config, BlobSource.ofFile(chart.layer(), chart.file()));
    }

    private static ObjectNode metadata(Map<String, Object> values) {
        ObjectNode json = Json.object();
        for (String field : FIELDS) {
            Object value = values.get(field);
            if (value != null) {
                json.set(field, TEXTS.contains(field) ? json.textNode(value.toString()) : node(value));
            }
        }
        return json;
    }

    private static JsonNode node(Object value) {
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = Json.object();
            map.forEach((key, each) -> object.set(String.valueOf(key), node(each)));
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = Json.array();
            list.forEach(each -> array.add(node(each)));
            return array;
        }
        ObjectNode nodes = Json.object();
        if (value instanceof Boolean bool) {
            return nodes.booleanNode(bool);
        }
        return value == null ? nodes.nullNode() : nodes.textNode(value.toString());
    }

    private static void annotate(Map<String, String> annotations, String name, JsonNode value) {
        if (!value.asText("").isEmpty()) {
            annotations.put("org.opencontainers.image." + name, value.asText());
        }
    }
}
