package io.jenkins.plugins.istioimages.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What names the result of a stage before it was made: SHA-256 over the canonical JSON of all that determines it. Where
 * the work directory is, what the machine is called and which other platforms are built are not in it; the label is not
 * either, for the agent that runs a stage has no part in what comes out.
 */
public final class StageKey {
    /**
     * Raised whenever the engine makes other bytes from the same inputs: layers, configurations, records. A result made
     * before is then not found again.
     */
    static final int FORMAT = 1;

    private StageKey() {}

    /**
     * @param compressor id of the compressor and its version, for layers of equal content have other bytes with another
     * @param created time of every entry and image
     * @param needed keys of the stages that come before
     */
    static Digest of(Stage stage, String version, String compressor, Instant created, List<Digest> needed) {
        ObjectNode json = Json.object()
                .put("format", FORMAT)
                .put("version", version)
                .put("compressor", compressor)
                .put("created", created.toString());
        ArrayNode keys = json.putArray("needed");
        needed.forEach(key -> keys.add(key.toString()));
        ObjectNode work = PlanJson.work(stage);
        json.set("work", work);
        return Digest.sha256(Json.canonical(json));
    }

    /** The key of work that is the same in every release, and whose time follows from its sources. */
    static Digest ofWork(Stage stage) {
        ObjectNode json = Json.object().put("format", FORMAT);
        json.set("work", PlanJson.work(stage));
        return Digest.sha256(Json.canonical(json));
    }

    /**
     * The key of a stage with the base images as they are today: a tag that moved makes another result.
     *
     * @param bases digest by reference; as many as {@link Stage#bases}
     */
    public static Digest withBases(Stage stage, Map<String, Digest> bases) {
        if (bases.isEmpty()) {
            return stage.key();
        }
        ObjectNode json = Json.object().put("stage", stage.key().toString());
        ObjectNode found = json.putObject("bases");
        bases.forEach((reference, digest) -> found.put(reference, digest.toString()));
        return Digest.sha256(Json.canonical(json));
    }
}
