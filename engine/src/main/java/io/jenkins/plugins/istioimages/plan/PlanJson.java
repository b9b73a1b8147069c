package io.jenkins.plugins.istioimages.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The plan for machines: {@code plan --json}, and what an agent that planned hands to its controller. */
public final class PlanJson {
    private PlanJson() {}

    /** The whole plan as a tree; {@link Json#pretty} makes a file of it. */
    public static ObjectNode of(Plan plan) {
        ObjectNode json = Json.object()
                .put("apiVersion", "istio-images/v1")
                .put("version", plan.version())
                .put("hub", plan.hub().toString())
                .put("defaultVariant", plan.tags().defaultVariant());
        strings(json.putArray("notices"), plan.notices());
        ArrayNode skipped = json.putArray("skipped");
        plan.skipped().forEach(image -> skipped.add(skipped(image)));
        ArrayNode stages = json.putArray("stages");
        plan.stages().forEach(stage -> stages.add(stage(stage, plan.tags())));
        return json;
    }

    /**
     * Reads what {@link #of} wrote, as something that anybody may have written.
     *
     * @param what names the content in the error
     * @throws io.jenkins.plugins.istioimages.oci.MalformedContentException if it is no plan
     */
    public static Plan read(JsonNode json, String what) {
        return new PlanReader(what).plan(json);
    }

    private static ObjectNode skipped(SkippedImage skipped) {
        ObjectNode json = Json.object().put("image", skipped.image());
        strings(json.putArray("variants"), skipped.variants());
        strings(
                json.putArray("platforms"),
                skipped.platforms().stream().map(Platform::toString).toList());
        return json.put("at", skipped.at())
                .put("reason", skipped.reason())
                .put("ownPlatformOnly", skipped.ownPlatformOnly())
                .put("remedy", skipped.remedy());
    }

    private static ObjectNode stage(Stage stage, ImageTags tags) {
        ObjectNode json = work(stage)
                .put("label", stage.label())
                .put("platform", stage.platform().toString());
        json.put("key", stage.key().toString());
        for (var output : json.withArray("outputs")) {
            strings(
                    ((ObjectNode) output).putArray("tags"),
                    tags.of(output.get("variant").asText()));
        }
        return json;
    }

    /** What a stage does, without what it is called by those who run it: all of it goes into the key. */
    static ObjectNode work(Stage stage) {
        ObjectNode json = Json.object()
                .put("id", stage.id())
                .put("kind", stage.kind().id())
                .put("imageBuilder", stage.imageBuilder().id());
        if (stage.kind().perPlatform()) {
            json.put("platform", stage.platform().toString());
        }
        if (stage.inContainer()) {
            json.put("builderImage", stage.builderImage());
        }
        if (!stage.builderPlatform().isEmpty()) {
            json.put("builderPlatform", stage.builderPlatform());
        }
        strings(json.putArray("needs"), stage.needs());
        fields(json.putObject("inputs"), stage.inputs());
        ArrayNode commands = json.putArray("commands");
        stage.commands().forEach(command -> commands.add(command(command)));
        strings(json.putArray("bases"), stage.bases());
        ArrayNode outputs = json.putArray("outputs");
        stage.outputs()
                .forEach(output ->
                        outputs.addObject().put("image", output.image()).put("variant", output.variant()));
        if (!stage.kind().makesImages() || !stage.parameters().isEmpty()) {
            ObjectNode parameters = json.putObject("parameters");
            stage.parameters().forEach((name, value) -> parameters.put(name.id(), value));
        }
        if (!stage.kind().makesImages()) {
            strings(json.putArray("files"), stage.files());
        }
        return json;
    }

    private static ObjectNode command(Command command) {
        ObjectNode json = Json.object();
        strings(json.putArray("arguments"), command.arguments());
        json.put("directory", command.directory());
        strings(json.putArray("removed"), command.removed());
        fields(json.putObject("environment"), command.environment());
        return json;
    }

    private static void strings(ArrayNode array, Collection<String> values) {
        values.forEach(array::add);
    }

    private static void fields(ObjectNode object, Map<String, String> values) {
        new TreeMap<>(values).forEach(object::put);
    }
}
