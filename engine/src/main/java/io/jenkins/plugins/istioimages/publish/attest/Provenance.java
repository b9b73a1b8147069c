package io.jenkins.plugins.istioimages.publish.attest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.plan.Plan;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How a release was built, as SLSA's provenance says it (slsa.dev/spec/v1.2/provenance): from the lock, which has every
 * source at its commit, the plan, which has every stage with its builder image and bases, and the run.
 */
public final class Provenance {
    /** Names what is done with the parameters: a manifest is resolved to a lock, planned and built stage by stage. */
    public static final String BUILD_TYPE = "https://github.com/jenkinsci/istio-images-plugin/build/v1";

    private final Lock lock;
    private final Optional<Plan> plan;
    private final RunFacts run;

    /** @param plan as it was carried out; without one, builder images and bases are not told */
    public Provenance(Lock lock, Optional<Plan> plan, RunFacts run) {
        this.lock = lock;
        this.plan = plan;
        this.run = run;
    }

    /** The predicate. Equal facts make an equal tree. */
    public ObjectNode predicate() {
        ObjectNode json = Json.object();
        ObjectNode definition = json.putObject("buildDefinition").put("buildType", BUILD_TYPE);
        definition.set("externalParameters", external());
        plan.ifPresent(known -> definition.putObject("internalParameters").set("stages", stages(known)));
        ArrayNode dependencies = definition.putArray("resolvedDependencies");
        lock.sources().values().forEach(source -> dependencies.add(dependency(source)));
        plan.ifPresent(known -> images(known).forEach(image -> dependencies.add(dependency(image))));
        json.set("runDetails", details());
        return json;
    }

    private ObjectNode external() {
        ObjectNode json = Json.object().put("version", lock.version());
        plan.ifPresent(known -> json.put("hub", known.hub().toString())
                .put("defaultVariant", known.tags().defaultVariant()));
        ObjectNode sources = json.putObject("sources");
        lock.sources().forEach((name, source) -> sources.put(name, uri(source)));
        if (!run.parameters().isEmpty()) {
            fields(json.putObject("parameters"), run.parameters());
        }
        return json;
    }

    private static ArrayNode stages(Plan plan) {
        ArrayNode list = Json.array();
        for (Stage stage : plan.stages()) {
            ObjectNode json = list.addObject()
                    .put("id", stage.id())
                    .put("kind", stage.kind().id())
                    .put("platform", stage.platform().toString())
                    .put("key", stage.key().toString());
            if (stage.kind().makesImages()) {
                json.put("imageBuilder", stage.imageBuilder().id());
            }
            if (stage.inContainer()) {
                json.put("builderImage", stage.builderImage());
            }
        }
        return list;
    }

    private static ObjectNode dependency(ResolvedSource source) {
        ObjectNode json = Json.object().put("name", source.name()).put("uri", uri(source));
        json.putObject("digest").put("gitCommit", source.sha());
        if (source.dirty()) {
            // What was built is then more than the commit, and nobody should read it otherwise.
            json.putObject("annotations").put("uncommittedChanges", true);
        }
        return json;
    }

    private static ObjectNode dependency(String image) {
        ObjectNode json = Json.object().put("uri", "docker://" + image);
        Reference.parse(image).digest().ifPresent(digest -> json.putObject("digest")
                .put(digest.algorithm().id(), digest.hex()));
        return json;
    }

    private static Iterable<String> images(Plan plan) {
        TreeSet<String> images = new TreeSet<>();
        plan.stages().stream()
                .flatMap(stage -> Stream.concat(
                        stage.inContainer() ? Stream.of(stage.builderImage()) : Stream.empty(), stage.bases().stream()))
                .map(image -> Reference.parse(image).toString())
                .forEach(images::add);
        return images;
    }

    private ObjectNode details() {
        ObjectNode json = Json.object();
        ObjectNode builder = json.putObject("builder").put("id", run.builder());
        if (!run.versions().isEmpty()) {
            fields(builder.putObject("version"), run.versions());
        }
        ObjectNode metadata = Json.object();
        run.invocation().ifPresent(id -> metadata.put("invocationId", id));
        run.started().ifPresent(time -> metadata.put("startedOn", time.toString()));
        run.finished().ifPresent(time -> metadata.put("finishedOn", time.toString()));
        if (!metadata.isEmpty()) {
            json.set("metadata", metadata);
        }
        return json;
    }

    /** As SPDX and SLSA write it: {@code git+URL@REF}. */
    private static String uri(ResolvedSource source) {
        return "git+" + location(source.git())
                + source.branch().map(ref -> "@" + ref).orElse("");
    }

    private static String location(String git) {
        try {
            return git.startsWith("/") ? new URI("file", "", git, null).toASCIIString() : git;
        } catch (URISyntaxException e) {
            throw new InputException("the path " + git + " of a source has no URL: " + e.getMessage(), e);
        }
    }

    private static void fields(ObjectNode object, Map<String, String> values) {
        new TreeMap<>(values).forEach(object::put);
    }

    /** The provenance as a claim. */
    public Claim claim() {
        return new Claim(PredicateType.PROVENANCE, predicate());
    }
}
