package io.jenkins.plugins.istioimages.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The content of an {@code index.json} (image-spec image-layout.md). Immutable. Fields and entries that this code does
 * not know stay in the tree; the bytes are canonical JSON with the entries sorted by ref name, so they depend on what
 * the layout holds and not on who wrote first.
 */
final class LayoutIndex {
    private static final Comparator<JsonNode> BY_NAME = Comparator.comparing(LayoutIndex::name)
            .thenComparing(node -> node.path("digest").asText())
            .thenComparing(node -> new String(Json.canonical(node), java.nio.charset.StandardCharsets.UTF_8));

    private final ObjectNode json;
    private final List<LayoutEntry> entries;

    private LayoutIndex(ObjectNode json) {
        this.json = json;
        List<LayoutEntry> read = new ArrayList<>();
        for (JsonNode node : json.path("manifests")) {
            entry(node).ifPresent(read::add);
        }
        this.entries = List.copyOf(read);
    }

    static LayoutIndex empty() {
        ObjectNode json = Json.object().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
        json.putArray("manifests");
        return new LayoutIndex(json);
    }

    /** @throws MalformedContentException if it is no index */
    static LayoutIndex parse(byte[] content, String what) {
        ObjectNode json = Json.readObject(content, what);
        JsonNode manifests = json.get("manifests");
        if (manifests == null || manifests.isNull()) {
            // Go writes an empty list as null.
            json.putArray("manifests");
        } else if (!(manifests instanceof ArrayNode)) {
            throw new MalformedContentException(what + ": manifests is not a list");
        }
        return new LayoutIndex(json);
    }

    /** The entries that are descriptors; what else stands in the list is kept and not shown. */
    List<LayoutEntry> entries() {
        return entries;
    }

    Optional<LayoutEntry> find(Reference tagged) {
        return entries.stream().filter(entry -> entry.isNamed(tagged)).findFirst();
    }

    /** Any entry for some content: what its media type is known from. */
    Optional<LayoutEntry> find(Digest digest) {
        return entries.stream()
                .filter(entry -> entry.descriptor().digest().equals(digest))
                .findFirst();
    }

    /** With a tag pointing to some content; an entry that already says so stays as it is. */
    LayoutIndex withTag(Reference tagged, Descriptor content) {
        if (find(tagged)
                .filter(entry -> entry.descriptor().sameContent(content)
                        && entry.descriptor().mediaType().equals(content.mediaType()))
                .isPresent()) {
            return this;
        }
        Descriptor named = content.withAnnotations(Map.of(Descriptor.REF_NAME, tagged.toString()));
        return withoutTag(tagged).plus(named.toJson());
    }

    LayoutIndex withoutTag(Reference tagged) {
        return keep(entry -> !entry.isNamed(tagged));
    }

    /** With an entry that makes a referrer findable without reading every manifest. */
    LayoutIndex withReferrer(Repository repository, Digest subject, Descriptor referrer) {
        Descriptor marked = referrer.withAnnotations(
                Map.of(LayoutEntry.SUBJECT, subject.toString(), LayoutEntry.REPOSITORY, repository.toString()));
        boolean known = entries.stream().anyMatch(entry -> entry.descriptor().equals(marked));
        return known ? this : plus(marked.toJson());
    }

    byte[] bytes() {
        ObjectNode copy = json.deepCopy();
        List<JsonNode> sorted = new ArrayList<>();
        copy.path("manifests").forEach(sorted::add);
        sorted.sort(BY_NAME);
        copy.putArray("manifests").addAll(sorted);
        return Json.canonical(copy);
    }

    private LayoutIndex plus(ObjectNode entry) {
        ObjectNode copy = json.deepCopy();
        ((ArrayNode) copy.get("manifests")).add(entry);
        return new LayoutIndex(copy);
    }

    private LayoutIndex keep(Predicate<LayoutEntry> wanted) {
        ObjectNode copy = json.deepCopy();
        ArrayNode kept = Json.array();
        for (JsonNode node : copy.path("manifests")) {
            if (entry(node).filter(wanted.negate()).isEmpty()) {
                kept.add(node);
            }
        }
        copy.set("manifests", kept);
        return new LayoutIndex(copy);
    }

    private static Optional<LayoutEntry> entry(JsonNode node) {
        try {
            return Optional.of(new LayoutEntry(Descriptor.read(node, "index.json")));
        } catch (MalformedContentException e) {
            return Optional.empty();
        }
    }

    private static String name(JsonNode entry) {
        return entry.path("annotations").path(Descriptor.REF_NAME).asText("");
    }
}
