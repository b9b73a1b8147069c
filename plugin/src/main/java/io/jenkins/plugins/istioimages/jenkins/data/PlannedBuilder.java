package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderRecipe;
import io.jenkins.plugins.istioimages.builder.BuilderTags;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A builder image of a plan: texts, because records of the engine do not live in the saved state of a Pipeline. */
public final class PlannedBuilder implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern DOCKERFILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final String name;
    private final String version;
    private final String immutable;
    private final ArrayList<String> platforms;
    private final boolean known;
    private final String dockerfile;
    private final String target;
    private final TreeMap<String, String> arguments;

    private PlannedBuilder(
            String name,
            String version,
            String immutable,
            List<String> platforms,
            boolean known,
            String dockerfile,
            BuilderRecipe recipe) {
        this.name = name;
        this.version = version;
        this.immutable = immutable;
        this.platforms = new ArrayList<>(platforms);
        this.known = known;
        this.dockerfile = dockerfile;
        this.target = recipe.target().orElse("");
        this.arguments = new TreeMap<>(recipe.arguments());
    }

    /** @param known whether a hub has the image of this commit already */
    public static PlannedBuilder of(BuilderImage image, BuilderTags tags, boolean known) {
        return new PlannedBuilder(
                image.name(),
                image.version(),
                tags.immutable().orElse(""),
                image.platforms().stream().map(Platform::toString).toList(),
                known,
                String.valueOf(image.dockerfile().getFileName()),
                image.recipe());
    }

    /** {@code NAME:VERSION}. */
    public String label() {
        return name + ":" + version;
    }

    /** Whether a hub has it already. */
    public boolean known() {
        return known;
    }

    /** What it is for. */
    public List<Platform> platforms() {
        return platforms.stream().map(Platform::parse).toList();
    }

    /** Its tags. */
    public BuilderTags tags() {
        return new BuilderTags(version, Optional.of(immutable).filter(tag -> !tag.isEmpty()));
    }

    /** Where it goes in a hub. */
    Repository in(Repository hub) {
        return hub.resolve(name);
    }

    String name() {
        return name;
    }

    String version() {
        return version;
    }

    /**
     * As the engine has it.
     *
     * @param directory of the Dockerfiles
     * @param wanted platforms; those that it is not for are left out
     */
    public BuilderImage image(Path directory, List<Platform> wanted) {
        return new BuilderImage(
                name,
                version,
                directory.resolve(dockerfile),
                platforms().stream().filter(wanted::contains).toList(),
                recipe());
    }

    private BuilderRecipe recipe() {
        return new BuilderRecipe(Optional.of(target).filter(text -> !text.isEmpty()), arguments);
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("name", name)
                .put("version", version)
                .put("immutable", immutable)
                .put("known", known);
        ArrayNode all = json.putArray("platforms");
        platforms.forEach(all::add);
        json.put("dockerfile", dockerfile).put("target", target);
        arguments.forEach(json.putObject("arguments")::put);
        return json;
    }

    /**
     * Reads it as something that anybody may have written.
     *
     * @throws io.jenkins.plugins.istioimages.errors.EngineException if it is none
     */
    static PlannedBuilder read(JsonNode json, String what) {
        List<String> platforms = new ArrayList<>();
        json.path("platforms")
                .forEach(one -> platforms.add(Platform.parse(one.asText()).toString()));
        SortedMap<String, String> arguments = new TreeMap<>();
        json.path("arguments")
                .properties()
                .forEach(one -> arguments.put(one.getKey(), one.getValue().asText()));
        PlannedBuilder read = new PlannedBuilder(
                json.path("name").asText(),
                json.path("version").asText(),
                json.path("immutable").asText(),
                platforms,
                json.path("known").asBoolean(),
                json.path("dockerfile").asText(),
                new BuilderRecipe(Optional.of(json.path("target").asText()), arguments));
        read.tags();
        // A Dockerfile stands in the directory itself.
        if (read.name.contains("/")) {
            throw new MalformedContentException(what + " has an image of the name '" + read.name + "'");
        }
        if (!DOCKERFILE.matcher(read.dockerfile).matches()) {
            throw new MalformedContentException(what + " has a Dockerfile '" + read.dockerfile + "'");
        }
        if (read.target.startsWith("-")
                || arguments.keySet().stream()
                        .anyMatch(key -> !NAME.matcher(key).matches())) {
            throw new MalformedContentException(what + " has a stage or build argument that is none");
        }
        read.in(new Repository("localhost", "x"));
        return read;
    }
}
