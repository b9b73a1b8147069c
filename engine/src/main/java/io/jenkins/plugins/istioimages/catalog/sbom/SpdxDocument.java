package io.jenkins.plugins.istioimages.catalog.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A document in the JSON form of SPDX 2.3. The same content gives the same bytes: everything is sorted, the time is
 * given, and the namespace, which must be unique, comes from the content.
 */
final class SpdxDocument {
    /** What SPDX says where nobody looked. */
    static final String UNKNOWN = "NOASSERTION";
    /** The document itself. */
    static final String ID = "SPDXRef-DOCUMENT";

    private static final String NAMESPACE = "https://spdx.org/spdxdocs/";
    private static final int ID_DIGITS = 24;

    private final String name;
    private final Instant created;
    private final SortedMap<String, ObjectNode> packages = new TreeMap<>();
    private final SortedMap<String, ObjectNode> files = new TreeMap<>();
    private final Set<List<String>> relationships =
            new TreeSet<>(Comparator.<List<String>, String>comparing(parts -> String.join("\n", parts)));

    /**
     * @param name of the document
     * @param created time of the release
     */
    SpdxDocument(String name, Instant created) {
        this.name = name;
        this.created = created.truncatedTo(ChronoUnit.SECONDS);
    }

    /** An id that what is named has in every document; ids hold letters, digits, dots and dashes only (clause 3.2). */
    static String id(String kind, String what) {
        String clean = what.replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^-|-$", "");
        String readable = clean.length() > 80 ? clean.substring(0, 80) : clean;
        return "SPDXRef-" + kind + "-" + readable + "-"
                + Digest.sha256(kind + "\n" + what).hex().substring(0, ID_DIGITS);
    }

    /** Adds a package, once. */
    void add(SpdxPackage one) {
        packages.putIfAbsent(one.id(), one.json());
    }

    /** Adds a file. */
    void add(SpdxFile file) {
        files.put(file.id(), file.toJson());
    }

    /** {@code from type to}, for example {@code CONTAINS} (clause 11). */
    void relate(String from, String type, String to) {
        relationships.add(List.of(from, type, to));
    }

    /** The text of the file; ends with a line feed. */
    String toText() {
        ObjectNode json = Json.object();
        json.put("spdxVersion", "SPDX-2.3")
                .put("dataLicense", "CC0-1.0")
                .put("SPDXID", ID)
                .put("name", name);
        ObjectNode info = json.putObject("creationInfo").put("created", created.toString());
        info.putArray("creators").add("Tool: istio-images");
        packages.values().forEach(json.putArray("packages")::add);
        files.values().forEach(json.putArray("files")::add);
        ArrayNode relations = json.putArray("relationships");
        for (List<String> relationship : relationships) {
            relations
                    .addObject()
                    .put("spdxElementId", relationship.get(0))
                    .put("relationshipType", relationship.get(1))
                    .put("relatedSpdxElement", relationship.get(2));
        }
        json.put("documentNamespace", namespace(json));
        return Json.pretty(json);
    }

    private String namespace(JsonNode content) {
        return NAMESPACE + name + "-" + Digest.sha256(Json.canonical(content)).hex();
    }
}
