package io.jenkins.plugins.istioimages.jenkins.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.builder.BuilderOutcome;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent published of builder images, and which of them failed: {@code {"images": 2, "published":
 * ["REPOSITORY:TAG@DIGEST", …], "failed": ["NAME:VERSION: why", …]}}.
 */
public final class PublishedBuilders implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> references;
    private final ArrayList<String> failed;
    private final int images;

    private PublishedBuilders(List<String> references, List<String> failed, int images) {
        this.references = new ArrayList<>(references);
        this.failed = new ArrayList<>(failed);
        this.images = images;
    }

    /** Of a plan without images. */
    public static PublishedBuilders none() {
        return new PublishedBuilders(List.of(), List.of(), 0);
    }

    /** The text of an agent's answer. */
    public static String write(List<BuilderOutcome> outcomes) {
        ObjectNode json = Json.object();
        ArrayNode published = json.putArray("published");
        ArrayNode failed = json.putArray("failed");
        for (BuilderOutcome outcome : outcomes) {
            outcome.published()
                    .forEach(tag ->
                            published.add(tag.reference() + "@" + tag.manifest().digest()));
            outcome.failure().ifPresent(failure -> failed.add(outcome.image().label() + ": " + failure.getMessage()));
        }
        return Json.pretty(json);
    }

    /**
     * Checks what an agent says that it published.
     *
     * @throws WorkException if that is not a tag with a digest in one of the hubs of the plan
     */
    public static PublishedBuilders check(BuilderPlan plan, String answer) {
        ObjectNode json = Json.readObject(answer.getBytes(StandardCharsets.UTF_8), "the answer of the agent");
        List<String> references = texts(json.path("published"));
        references.forEach(reference -> checkTag(plan, reference));
        return new PublishedBuilders(
                references, texts(json.path("failed")), plan.images().size());
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static void checkTag(BuilderPlan plan, String text) {
        try {
            Reference reference = Reference.parse(text);
            boolean ours = plan.request().repositories().stream()
                    .anyMatch(hub -> hub.resolve(reference.repository().name()).equals(reference.repository()));
            if (ours && reference.tag().isPresent() && reference.digest().isPresent()) {
                return;
            }
        } catch (InputException e) {
            throw new WorkException("the agent published '" + text + "': " + e.getMessage(), e);
        }
        throw new WorkException("the agent published '" + text + "', which is in none of "
                + plan.request().hubs());
    }

    /** {@code REPOSITORY:TAG@DIGEST} of each tag. */
    public List<String> references() {
        return List.copyOf(references);
    }

    /** @throws WorkException if an image failed, naming each: the others have their tags all the same */
    public void orFail() {
        if (!failed.isEmpty()) {
            throw new WorkException(failed.size() + " of " + images
                    + " builder images failed and keep their tags as they were:\n" + String.join("\n", failed));
        }
    }

    @Override
    public String toString() {
        return references + (failed.isEmpty() ? "" : ", failed: " + failed);
    }
}
