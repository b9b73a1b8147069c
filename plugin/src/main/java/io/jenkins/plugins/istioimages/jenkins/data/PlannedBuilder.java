package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.builder.BuilderImage;
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

/** A builder image of a plan: texts, because records of the engine do not live in the saved state of a Pipeline. */
public final class PlannedBuilder implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String version;
    private final String immutable;
    private final ArrayList<String> platforms;
    private final boolean known;

    private PlannedBuilder(String name, String version, String immutable, List<String> platforms, boolean known) {
        this.name = name;
        this.version = version;
        this.immutable = immutable;
        this.platforms = new ArrayList<>(platforms);
        this.known = known;
    }

    /** @param known whether a hub has the image of this commit already */
    public static PlannedBuilder of(BuilderImage image, BuilderTags tags, boolean known) {
        return new PlannedBuilder(
                image.name(),
                image.version(),
                tags.immutable().orElse(""),
                image.platforms().stream().map(Platform::toString).toList(),
                known);
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
                directory.resolve(name + "_" + version + ".Dockerfile"),
                platforms().stream().filter(wanted::contains).toList());
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("name", name)
                .put("version", version)
                .put("immutable", immutable)
                .put("known", known);
        ArrayNode all = json.putArray("platforms");
        platforms.forEach(all::add);
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
        PlannedBuilder read = new PlannedBuilder(
                json.path("name").asText(),
                json.path("version").asText(),
                json.path("immutable").asText(),
                platforms,
                json.path("known").asBoolean());
        read.tags();
        // A Dockerfile stands in the directory itself.
        if (read.name.contains("/")) {
            throw new MalformedContentException(what + " has an image of the name '" + read.name + "'");
        }
        read.in(new Repository("localhost", "x"));
        return read;
    }
}
