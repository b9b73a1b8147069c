package io.jenkins.plugins.istioimages.jenkins.pipeline;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.data.PipelinePlan;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code wasmPipeline} does: the module is made, and published from branches and tags, checked anywhere else. */
final class WasmPipeline {
    private static final String STEP = "wasmImage";

    private final Settings settings;
    private final Occasion occasion;
    private final Head head;

    /** @param settings read by {@link WasmKeys} */
    WasmPipeline(Settings settings, Occasion occasion) {
        this.settings = settings;
        this.occasion = occasion;
        this.head = occasion.head().or(settings.list("pullRequestBranches"));
    }

    /** @throws InputException if there is nothing that an image could be tagged */
    PipelinePlan plan() {
        return switch (head.kind()) {
            case CHANGE_REQUEST -> check("is built and checked, nothing is published");
            case NONE -> publish(given());
            case TAG ->
                Patterns.names(settings.list("releaseTags", List.of("*")), head.name())
                        ? publish(List.of(tag(head.name().replaceFirst("^v(?=[0-9])", ""))))
                        : new PipelinePlan(head + " is none of releaseTags");
            case BRANCH ->
                Patterns.names(settings.list("publishBranches", PublishKeys.BRANCHES), head.name())
                        ? publish(settings.list("tags", List.of(tag(head.name()))))
                        : check("is none of publishBranches: it is built and checked");
        };
    }

    private List<String> given() {
        List<String> tags = settings.list("tags");
        if (tags.isEmpty()) {
            throw new InputException(
                    "wasmPipeline: say tags, what the image is tagged: this job builds no branch or tag"
                            + " that it could be named after");
        }
        return tags;
    }

    private PipelinePlan publish(List<String> tags) {
        String place = repository() + ":" + tags.get(0);
        PipelinePlan plan = made(head + " publishes " + place).inTurn("wasm " + place);
        tags.forEach(tag -> images(plan, tag, Map.of()));
        return plan;
    }

    private PipelinePlan check(String what) {
        PipelinePlan plan = made(head + " " + what).inTurn("check of " + occasion.job());
        Map<String, Object> more = new LinkedHashMap<>(Map.of("checkOnly", true));
        if (head.isChangeRequest()) {
            more.put("credentialsId", "none");
        }
        images(plan, tag(head.name()), more);
        return plan;
    }

    private PipelinePlan made(String reason) {
        PipelinePlan plan = new PipelinePlan(reason).on(settings.text("label"));
        List<String> build = settings.list("build");
        if (!build.isEmpty()) {
            plan.with("sh", Map.of("script", String.join("\n", build), "label", "Make the module"));
            if (!settings.text("builderImage").isEmpty()) {
                plan.with("inside", Map.of("image", settings.text("builderImage")));
            }
        }
        return plan;
    }

    /** Of several formats the first has the tag itself. */
    private void images(PipelinePlan plan, String tag, Map<String, Object> more) {
        List<String> formats = settings.list("formats", List.of("oci"));
        for (String format : formats) {
            String suffix = format.equals(formats.get(0)) ? "" : "-" + format;
            Map<String, Object> arguments = new LinkedHashMap<>(settings.arguments(WasmKeys.STEP));
            arguments.put("reference", repository() + ":" + tag + suffix);
            arguments.put("format", format);
            arguments.putAll(more);
            plan.with(STEP, arguments);
        }
    }

    private String repository() {
        String given = settings.text("repository");
        if (!given.isEmpty()) {
            return given;
        }
        if (occasion.hub().isEmpty()) {
            throw new InputException("wasmPipeline: say repository, where the image goes, without a tag, like"
                    + " registry.example/wasm/auth: the system configuration has no hub");
        }
        String file = settings.text("file");
        String name = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.wasm$", "");
        return Repository.parse(occasion.hub() + "/" + name).toString();
    }

    /** Names of branches and tags may have characters that a registry's tags have not. */
    private static String tag(String name) {
        return Reference.checkTag(name.replaceAll("[^A-Za-z0-9_.-]", "-"));
    }
}
