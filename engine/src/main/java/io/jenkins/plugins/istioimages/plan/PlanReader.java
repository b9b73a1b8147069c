package io.jenkins.plugins.istioimages.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads plans that came from elsewhere: names by their grammar, digests, commits, platforms and references by theirs. */
final class PlanReader {
    /** Fit for file names and log prefixes, never a path. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");

    /** A relative path of names, none of which leads out. */
    private static final Pattern FILE = Pattern.compile("(?:[a-zA-Z0-9_][a-zA-Z0-9_.-]*/)*[a-zA-Z0-9_][a-zA-Z0-9_.-]*");

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern LINE = Pattern.compile("\\P{Cntrl}*");
    private static final Pattern TEXT = Pattern.compile("[^\\x00]*", Pattern.DOTALL);

    private final String what;

    PlanReader(String what) {
        this.what = what;
    }

    Plan plan(JsonNode json) {
        try {
            String version = matching(json, "version", NAME);
            ImageTags tags = new ImageTags(version, matching(json, "defaultVariant", Pattern.compile(NAME + "|")));
            List<Stage> stages = list(json, "stages", this::stage);
            checkOrder(stages);
            return new Plan(
                    version,
                    Hub.parse(matching(json, "hub", LINE)),
                    tags,
                    strings(json, "notices", TEXT),
                    list(json, "skipped", this::skipped),
                    stages);
        } catch (InputException e) {
            throw new MalformedContentException(what + ": " + e.getMessage(), e);
        }
    }

    private Stage stage(JsonNode json) {
        return new Stage(
                matching(json, "id", NAME),
                kind(matching(json, "kind", NAME)),
                Platform.parse(matching(json, "platform", LINE)),
                matching(json, "label", LINE),
                builderImage(json),
                builderPlatform(json),
                ImageBuilder.parse(matching(json, "imageBuilder", NAME)),
                strings(json, "needs", NAME),
                fields(json, "inputs", NAME, COMMIT),
                list(json, "commands", this::command),
                bases(json),
                list(json, "outputs", this::output),
                parameters(json),
                json.has("files") ? strings(json, "files", FILE) : List.of(),
                Digest.parse(matching(json, "key", LINE)));
    }

    private static StageKind kind(String id) {
        return Arrays.stream(StageKind.values())
                .filter(kind -> kind.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InputException("there is no kind of stage '" + id + "'"));
    }

    private Map<StageParameter, String> parameters(JsonNode json) {
        Map<StageParameter, String> parameters = new EnumMap<>(StageParameter.class);
        if (json.has("parameters")) {
            fields(json, "parameters", NAME, TEXT)
                    .forEach((name, value) -> parameters.put(StageParameter.parse(name), value));
        }
        return parameters;
    }

    private String builderImage(JsonNode json) {
        String image = json.has("builderImage") ? matching(json, "builderImage", LINE) : "";
        if (!image.isEmpty()) {
            Reference.parse(image);
        }
        return image;
    }

    private String builderPlatform(JsonNode json) {
        return json.has("builderPlatform")
                ? Platform.parse(matching(json, "builderPlatform", LINE)).toString()
                : "";
    }

    private List<String> bases(JsonNode json) {
        List<String> bases = strings(json, "bases", LINE);
        bases.forEach(Reference::parse);
        return bases;
    }

    private Command command(JsonNode json) {
        List<String> arguments = strings(json, "arguments", TEXT);
        if (arguments.isEmpty()) {
            throw malformed("a command has no arguments");
        }
        return new Command(
                arguments,
                matching(json, "directory", LINE),
                strings(json, "removed", VARIABLE),
                fields(json, "environment", VARIABLE, TEXT));
    }

    private StageOutput output(JsonNode json) {
        return new StageOutput(matching(json, "image", NAME), matching(json, "variant", NAME));
    }

    private SkippedImage skipped(JsonNode json) {
        return new SkippedImage(
                matching(json, "image", NAME),
                strings(json, "variants", NAME),
                strings(json, "platforms", LINE).stream().map(Platform::parse).toList(),
                matching(json, "at", LINE),
                matching(json, "reason", TEXT),
                json.path("ownPlatformOnly").asBoolean());
    }

    private void checkOrder(List<Stage> stages) {
        Set<String> seen = new HashSet<>();
        for (Stage stage : stages) {
            if (!seen.containsAll(stage.needs())) {
                throw malformed("stage " + stage.id() + " needs what does not come before it: " + stage.needs());
            }
            if (!seen.add(stage.id())) {
                throw malformed("stage " + stage.id() + " is there twice");
            }
        }
    }

    private Map<String, String> fields(JsonNode json, String field, Pattern names, Pattern values) {
        JsonNode object = json.path(field);
        if (!object.isObject()) {
            throw malformed("has no " + field);
        }
        Map<String, String> fields = new TreeMap<>();
        object.properties().forEach(entry -> {
            if (!names.matcher(entry.getKey()).matches()) {
                throw malformed("'" + entry.getKey() + "' is no name in " + field);
            }
            fields.put(entry.getKey(), matching(object, entry.getKey(), values));
        });
        return fields;
    }

    private List<String> strings(JsonNode json, String field, Pattern pattern) {
        return list(json, field, value -> checked(value, field, pattern));
    }

    private <T> List<T> list(JsonNode json, String field, Function<JsonNode, T> read) {
        JsonNode array = json.path(field);
        if (!array.isArray()) {
            throw malformed("has no " + field);
        }
        List<T> values = new ArrayList<>();
        array.forEach(value -> values.add(read.apply(value)));
        return values;
    }

    private String matching(JsonNode json, String field, Pattern pattern) {
        return checked(json.path(field), field, pattern);
    }

    private String checked(JsonNode value, String field, Pattern pattern) {
        if (!value.isTextual()) {
            throw malformed("has no " + field);
        }
        if (!pattern.matcher(value.asText()).matches()) {
            throw malformed(field + " is '" + value.asText() + "'");
        }
        return value.asText();
    }

    private MalformedContentException malformed(String problem) {
        return new MalformedContentException(what + ": " + problem);
    }
}
