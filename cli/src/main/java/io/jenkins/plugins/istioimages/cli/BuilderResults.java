package io.jenkins.plugins.istioimages.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderOutcome;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.publish.PublishReport.Published;
import java.util.List;
import java.util.stream.Collectors;

/** Prints what became of builder images. */
final class BuilderResults {
    private final Terminal terminal;
    private final boolean json;

    /** @param json as data, not as lines */
    BuilderResults(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /** Images with nothing done to them yet. */
    void list(List<BuilderImage> images) {
        if (json) {
            ObjectNode data = Json.object();
            ArrayNode array = data.putArray("images");
            images.forEach(image -> put(array.addObject(), image)
                    .put("dockerfile", image.dockerfile().toString()));
            terminal.out().print(Json.pretty(data));
        } else {
            images.forEach(image -> terminal.out().println(image.label() + " " + platforms(image.platforms())));
        }
        terminal.out().flush();
    }

    /** @return the exit status: one failed image is a failure */
    int print(List<BuilderOutcome> outcomes) {
        if (json) {
            ObjectNode data = Json.object();
            ArrayNode array = data.putArray("images");
            outcomes.forEach(outcome -> put(array.addObject(), outcome));
            terminal.out().print(Json.pretty(data));
        } else {
            outcomes.forEach(this::line);
        }
        terminal.out().flush();
        return outcomes.stream().allMatch(outcome -> outcome.failure().isEmpty()) ? 0 : ErrorReport.FAILED;
    }

    private void line(BuilderOutcome outcome) {
        String label = outcome.image().label();
        if (outcome.failure().isPresent()) {
            terminal.out().println(label + " failed; its tags are as they were");
        } else if (outcome.published().isEmpty()) {
            terminal.out()
                    .println(label + " is good for " + platforms(outcome.image().platforms()));
        }
        outcome.published().forEach(tag -> terminal.out()
                .println(tag.reference() + " " + tag.manifest().digest() + " " + tag.platforms()
                        + (tag.written() ? "" : ", was there")));
    }

    private static void put(ObjectNode node, BuilderOutcome outcome) {
        put(node, outcome.image()).put("built", outcome.built()).put("checked", outcome.checked());
        ArrayNode published = node.putArray("published");
        for (Published tag : outcome.published()) {
            published
                    .addObject()
                    .put("reference", tag.reference().toString())
                    .put("digest", tag.manifest().digest().toString())
                    .put("written", tag.written());
        }
        outcome.failure().ifPresent(failure -> node.put("error", failure.getMessage()));
    }

    private static ObjectNode put(ObjectNode node, BuilderImage image) {
        node.put("name", image.name()).put("version", image.version());
        ArrayNode platforms = node.putArray("platforms");
        image.platforms().forEach(platform -> platforms.add(platform.toString()));
        return node;
    }

    private static String platforms(List<Platform> platforms) {
        return platforms.stream().map(Platform::toString).collect(Collectors.joining(", "));
    }
}
