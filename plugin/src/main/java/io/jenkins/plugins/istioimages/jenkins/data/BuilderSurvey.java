package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the agent of a workspace finds there: JSON text of at most 4 MiB on its way to the controller.
 *
 * @param images that are asked for
 * @param commit of the directory; empty where no tag names one
 * @param context what the directory holds
 * @param own platforms to be built that the agent's processor runs itself
 * @param refused platforms to be built that the agent runs in no way, with the reason
 */
public record BuilderSurvey(
        List<PlannedBuilder> images,
        String commit,
        Digest context,
        SortedSet<Platform> own,
        SortedMap<Platform, String> refused) {
    private static final int MAX_LENGTH = 4 << 20;
    private static final String WHAT = "the agent's list of builder images";
    private static final Pattern COMMIT = Pattern.compile("|[0-9a-f]{40}|[0-9a-f]{64}");

    public BuilderSurvey {
        images = List.copyOf(images);
    }

    /** Platforms of the images that no hub has. */
    public static SortedSet<Platform> missing(List<PlannedBuilder> images) {
        SortedSet<Platform> missing = new TreeSet<>();
        images.stream().filter(image -> !image.known()).forEach(image -> missing.addAll(image.platforms()));
        return missing;
    }

    /** The text. */
    public String write() {
        ObjectNode json = Json.object().put("commit", commit).put("context", context.toString());
        ArrayNode all = json.putArray("images");
        images.forEach(image -> all.add(image.json()));
        ArrayNode natives = json.putArray("own");
        own.forEach(platform -> natives.add(platform.toString()));
        ObjectNode reasons = json.putObject("refused");
        refused.forEach((platform, reason) -> reasons.put(platform.toString(), reason));
        return Json.pretty(json);
    }

    /**
     * Reads the text as something that anybody may have written.
     *
     * @throws io.jenkins.plugins.istioimages.errors.EngineException if it is something else, or holds what was not
     *     asked for
     */
    public static BuilderSurvey read(String text, BuilderRequest request) {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedContentException(WHAT + " is larger than 4 MiB");
        }
        ObjectNode json = Json.readObject(text.getBytes(StandardCharsets.UTF_8), WHAT);
        List<PlannedBuilder> images = new ArrayList<>();
        json.path("images").forEach(image -> images.add(PlannedBuilder.read(image, WHAT)));
        SortedSet<Platform> own = new TreeSet<>();
        json.path("own").forEach(platform -> own.add(Platform.parse(platform.asText())));
        SortedMap<Platform, String> refused = new TreeMap<>();
        JsonNode reasons = json.path("refused");
        reasons.fieldNames()
                .forEachRemaining(name ->
                        refused.put(Platform.parse(name), reasons.path(name).asText()));
        BuilderSurvey read = new BuilderSurvey(
                images,
                json.path("commit").asText(),
                Digest.parse(json.path("context").asText()),
                own,
                refused);
        read.check(request);
        return read;
    }

    private void check(BuilderRequest request) {
        if (!COMMIT.matcher(commit).matches()) {
            throw new MalformedContentException(WHAT + " names the commit '" + commit + "'");
        }
        List<Platform> asked = request.platforms().stream().map(Platform::parse).toList();
        List<String> seen = new ArrayList<>();
        for (PlannedBuilder image : images) {
            boolean version = request.versions().isEmpty()
                    || request.versions().contains(image.version())
                    || request.versions().contains(image.label());
            boolean platforms = asked.isEmpty() || asked.containsAll(image.platforms());
            if (!version || !platforms || image.platforms().isEmpty() || seen.contains(image.label())) {
                throw new MalformedContentException(WHAT + " has " + image.label() + " for " + image.platforms()
                        + ", which is not what was asked for");
            }
            seen.add(image.label());
        }
    }
}
