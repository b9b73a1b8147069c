package io.jenkins.plugins.istioimages.jenkins.pipeline;

import io.jenkins.plugins.istioimages.jenkins.data.PipelinePlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code builderPipeline} does: Maistra's way (its workflows {@code build-containers} and {@code push-containers}): a
 * changed Dockerfile means its version, whatever all of them share means all, and a pull request publishes nothing.
 */
final class BuilderPipeline {
    private static final String STEP = "builderImage";
    private static final String MAKEFILE = "Makefile";

    private final Settings settings;
    private final Occasion occasion;
    private final Head head;

    /** @param settings read by {@link BuilderKeys#pipeline} */
    BuilderPipeline(Settings settings, Occasion occasion) {
        this.settings = settings;
        this.occasion = occasion;
        this.head = occasion.head().or(settings.list("pullRequestBranches"));
    }

    PipelinePlan plan() {
        return switch (head.kind()) {
            case CHANGE_REQUEST -> check("built and checked, nothing is published");
            case TAG -> new PipelinePlan(head + ": builder images are published from branches");
            case NONE -> publish();
            case BRANCH ->
                Patterns.names(settings.list("publishBranches", PublishKeys.BRANCHES), head.name())
                        ? publish()
                        : check("none of publishBranches: built and checked");
        };
    }

    private PipelinePlan publish() {
        return switch (occasion.trigger()) {
            case PERSON -> build(head + ": somebody started it, so all are built", arguments());
            case TIMER -> build(head + ": it is time, so all are built once more, on new base images", anew());
            case CHANGE -> changed(head + ": ", arguments());
        };
    }

    private PipelinePlan check(String what) {
        Map<String, Object> arguments = arguments();
        arguments.put("checkOnly", true);
        if (head.isChangeRequest()) {
            arguments.put("credentialsId", "none");
        }
        return changed(head + " is " + what + ": ", arguments);
    }

    private PipelinePlan changed(String beginning, Map<String, Object> arguments) {
        Changes changes = occasion.changes();
        if (!changes.isKnown()) {
            return build(beginning + changes.unknown() + ", so all are built", arguments);
        }
        if (!changes.any(files())) {
            return new PipelinePlan(beginning + "nothing has changed that builder images are made of");
        }
        // What the step compares is the directory and the Makefile; a change to anything else is one of all images.
        if (changes.only(files(), List.of(directory(), MAKEFILE))) {
            arguments.putIfAbsent("since", occasion.since());
        }
        return build(beginning + "changed " + changes.among(files()), arguments);
    }

    private PipelinePlan build(String reason, Map<String, Object> arguments) {
        String turn = arguments.containsKey("checkOnly") ? "check of " : "builder images of ";
        return new PipelinePlan(reason)
                .with(STEP, arguments)
                .on(settings.text("label"))
                .inTurn(turn + occasion.job());
    }

    /** A commit that was built once is built again, so its own tag stays as it is. */
    private Map<String, Object> anew() {
        Map<String, Object> arguments = arguments();
        arguments.putIfAbsent("pull", true);
        arguments.putIfAbsent("movingTagOnly", true);
        return arguments;
    }

    private Map<String, Object> arguments() {
        return new LinkedHashMap<>(settings.arguments(
                BuilderKeys.stepKeys().stream().map(Key::name).toList()));
    }

    private List<String> files() {
        return settings.list("builderFiles", List.of(directory(), MAKEFILE, "tools"));
    }

    private String directory() {
        return settings.text("directory", "docker");
    }
}
