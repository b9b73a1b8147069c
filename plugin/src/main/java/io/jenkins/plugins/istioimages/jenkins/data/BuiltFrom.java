package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** Which plan images were built from: {@code [{"images": [digest, …], "plan": document}]}, a later one before an earlier. */
public final class BuiltFrom implements Serializable {
    /** Nobody has recorded it. */
    public static final BuiltFrom UNKNOWN = new BuiltFrom("[]");

    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 16 << 20;
    private static final String WHAT = "the record of what images were built from";
    private static final String IMAGES = "images";
    private static final String PLAN = "plan";

    private final String json;

    private BuiltFrom(String json) {
        this.json = json;
    }

    /** All images of a catalog, from one plan; base images of its own from theirs. */
    public static BuiltFrom of(Catalog catalog, ReleasePlan plan) {
        ArrayNode all = Json.array();
        ReleasePlan bases = plan.getBases();
        add(all, plan, catalog.images().stream().filter(image -> bases == null || !made(image, bases)));
        if (bases != null) {
            add(all, bases, catalog.images().stream().filter(image -> made(image, bases)));
        }
        return new BuiltFrom(Json.pretty(all));
    }

    private static boolean made(CatalogImage image, ReleasePlan plan) {
        return plan.getStages().stream()
                .anyMatch(stage -> stage.getId().equals(image.platforms().get(0).stage()));
    }

    private static void add(ArrayNode all, ReleasePlan plan, Stream<CatalogImage> built) {
        ObjectNode one = all.addObject();
        ArrayNode images = one.putArray(IMAGES);
        built.forEach(image -> images.add(image.digest().toString()));
        one.put(PLAN, plan.document());
    }

    /**
     * Reads a text.
     *
     * @throws MalformedContentException if it is something else
     */
    public static BuiltFrom read(String text) {
        parse(text);
        return new BuiltFrom(text);
    }

    private static ArrayNode parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedContentException(WHAT + " is larger than 16 MiB");
        }
        JsonNode json = Json.read(text.getBytes(StandardCharsets.UTF_8), WHAT);
        if (!(json instanceof ArrayNode all)) {
            throw new MalformedContentException(WHAT + " is something else");
        }
        return all;
    }

    /** Both; of an image that both have, the later plan. */
    public BuiltFrom plus(BuiltFrom later) {
        ArrayNode all = parse(later.json);
        parse(json).forEach(one -> {
            if (!contains(all, one)) {
                all.add(one);
            }
        });
        return new BuiltFrom(Json.pretty(all));
    }

    private static boolean contains(ArrayNode all, JsonNode one) {
        for (JsonNode other : all) {
            if (other.equals(one)) {
                return true;
            }
        }
        return false;
    }

    /** The plan of an image, by the digest of its index. */
    public Optional<PlanDocument> plan(Digest image) {
        for (JsonNode one : parse(json)) {
            for (JsonNode digest : one.path(IMAGES)) {
                if (digest.asText().equals(image.toString())) {
                    return Optional.of(PlanDocument.read(one.path(PLAN).asText()));
                }
            }
        }
        return Optional.empty();
    }

    /** As {@link #read} takes it. */
    public String text() {
        return json;
    }
}
