package io.jenkins.plugins.istioimages.catalog.sbom;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.SortedSet;
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
    private final SortedMap<String, SpdxElement> files = new TreeMap<>();
    private final SortedSet<Relationship> relationships = new TreeSet<>();

    private record Relationship(String from, String type, String to) implements Comparable<Relationship> {
        private static final Comparator<Relationship> ORDER = Comparator.comparing(Relationship::from)
                .thenComparing(Relationship::type)
                .thenComparing(Relationship::to);

        @Override
        public int compareTo(Relationship other) {
            return ORDER.compare(this, other);
        }
    }

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

    /**
     * Adds a file.
     *
     * @return its id
     */
    String add(SpdxElement file) {
        String id = file.id();
        files.put(id, file);
        return id;
    }

    /** {@code from type to}, for example {@code CONTAINS} (clause 11). */
    void relate(String from, String type, String to) {
        relationships.add(new Relationship(from, type, to));
    }

    /** The text of the file; ends with a line feed. */
    String toText() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            writeTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /**
     * Writes the file, an element at a time: there may be many.
     *
     * @param out stays open
     */
    void writeTo(OutputStream out) throws IOException {
        write(out, true);
    }

    /**
     * Writes the file without white space, for machines.
     *
     * @param out stays open
     */
    void writeCompact(OutputStream out) throws IOException {
        write(out, false);
    }

    /** What the namespaces of all documents of a name begin with. */
    static String namespace(String name) {
        return NAMESPACE + name + "-";
    }

    private void write(OutputStream out, boolean indented) throws IOException {
        MessageDigest content = SpdxFile.hasher("SHA-256");
        try (OutputStream hashed = new DigestOutputStream(OutputStream.nullOutputStream(), content)) {
            write(hashed, indented, "");
        }
        write(out, indented, namespace(name) + SpdxFile.hex(content));
    }

    private void write(OutputStream out, boolean indented, String namespace) throws IOException {
        JsonGenerator json = new ObjectMapper().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        if (indented) {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
        }
        json.writeStartObject();
        json.writeStringField("SPDXID", ID);
        json.writeObjectFieldStart("creationInfo");
        json.writeStringField("created", created.toString());
        json.writeArrayFieldStart("creators");
        json.writeString("Tool: istio-images");
        json.writeEndArray();
        json.writeEndObject();
        json.writeStringField("dataLicense", "CC0-1.0");
        json.writeStringField("documentNamespace", namespace);
        json.writeStringField("name", name);
        json.writeStringField("spdxVersion", "SPDX-2.3");
        json.writeArrayFieldStart("packages");
        for (ObjectNode one : packages.values()) {
            json.writeTree(one);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("files");
        for (SpdxElement file : files.values()) {
            json.writeTree(file.toJson());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("relationships");
        for (Relationship one : relationships) {
            json.writeStartObject();
            json.writeStringField("spdxElementId", one.from());
            json.writeStringField("relationshipType", one.type());
            json.writeStringField("relatedSpdxElement", one.to());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        if (indented) {
            json.writeRaw('\n');
        }
        json.flush();
    }
}
