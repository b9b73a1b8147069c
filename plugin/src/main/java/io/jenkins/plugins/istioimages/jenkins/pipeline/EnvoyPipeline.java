package io.jenkins.plugins.istioimages.jenkins.pipeline;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.data.PipelinePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What {@code envoyPipeline} does: the first job of resf/istio's workflow {@code istio}, by itself. A proxy takes hours, so it
 * is compiled for release branches and tags only; a pull request is planned.
 */
final class EnvoyPipeline {
    private static final String STEP = "envoyBuild";
    /** What {@code istioPlan} takes, too: enough to see whether sources are there. */
    private static final List<String> PLANNED =
            List.of("versionFrom", "version", "platforms", "allowUnsupported", "gitCredentialsId", "gitHosts");

    private final Settings settings;
    private final Occasion occasion;
    private final Head head;

    /** @param settings read by {@link EnvoyKeys} */
    EnvoyPipeline(Settings settings, Occasion occasion) {
        this.settings = settings;
        this.occasion = occasion;
        this.head = occasion.head().or(settings.list("pullRequestBranches"));
    }

    /** @throws InputException if the version is not that of the branch or tag */
    PipelinePlan plan() {
        return switch (head.kind()) {
            case CHANGE_REQUEST -> look(head + " is planned, no proxy is compiled for it");
            case NONE -> build(head + ": the proxy of " + occasion.version());
            case TAG -> tag();
            case BRANCH ->
                Patterns.names(settings.list("releaseBranches", ReleaseHeads.BRANCHES), head.name())
                        ? branch()
                        : look(head + " is none of releaseBranches: it is planned, no proxy is compiled for it");
        };
    }

    private PipelinePlan tag() {
        if (!Patterns.names(settings.list("releaseTags", List.of("*")), head.name())) {
            return new PipelinePlan(head + " is none of releaseTags");
        }
        ReleaseHeads.checkTag(head, occasion.version());
        return build(head + ": the proxy of " + occasion.version());
    }

    private PipelinePlan branch() {
        if (occasion.byPerson()) {
            return build(head + ": somebody started the proxy of " + occasion.version());
        }
        if (!occasion.changes().isKnown()) {
            return build(head + ": " + occasion.changes().unknown() + ", so the proxy is built");
        }
        return occasion.changes().any(files())
                ? build(head + ": changed " + occasion.changes().among(files()))
                : new PipelinePlan(head + ": nothing has changed that a proxy is made of");
    }

    private PipelinePlan build(String reason) {
        if (settings.flag("dryRun")) {
            return look("dry run, nothing is written; else: " + STEP + ": " + reason);
        }
        ReleaseHeads.checkSeries(head, occasion.version());
        return new PipelinePlan(reason)
                .with(STEP, arguments(EnvoyKeys.stepKeys().stream().map(Key::name)))
                .on(settings.text("label"))
                .inTurn("proxy " + occasion.version());
    }

    private PipelinePlan look(String reason) {
        Map<String, Object> arguments = arguments(PLANNED.stream());
        if (head.isChangeRequest()) {
            arguments.remove("gitHosts");
            arguments.put("gitCredentialsId", "none");
        }
        return new PipelinePlan(reason).with("istioPlan", arguments).on(settings.text("label"));
    }

    private Map<String, Object> arguments(Stream<String> names) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("manifest", settings.text("manifest", IstioKeys.MANIFEST));
        arguments.putAll(settings.arguments(names.toList()));
        if (!settings.text("version").isEmpty()) {
            arguments.remove("versionFrom");
        }
        return arguments;
    }

    private List<String> files() {
        List<String> files = new ArrayList<>(List.of(settings.text("manifest", IstioKeys.MANIFEST), "Makefile"));
        Stream.of("versionFrom", "patches")
                .map(settings::text)
                .filter(path -> !path.isEmpty())
                .forEach(files::add);
        return settings.list("releaseFiles", files);
    }
}
