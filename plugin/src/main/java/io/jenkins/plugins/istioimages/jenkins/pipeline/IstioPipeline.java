package io.jenkins.plugins.istioimages.jenkins.pipeline;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.jenkins.data.PipelinePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What {@code istioPipeline} does: the flow of resf/istio (its workflows {@code istio} and {@code build-tools}), one
 * pipeline for all branches instead of a copy in each.
 */
public final class IstioPipeline {
    private static final String STAGING = "staging";
    private static final String HUBS = "hubs";
    private static final List<String> TARGETS = List.of(STAGING, HUBS);

    private final Settings settings;
    private final Occasion occasion;
    private final Head head;

    /**
     * @param settings read by {@link IstioKeys}
     * @throws InputException if a value is none of those that there are
     */
    public IstioPipeline(Settings settings, Occasion occasion) {
        oneOf("target", settings, TARGETS);
        IstioKeys.release().read(settings.map("publish"));
        IstioKeys.hubLogins(settings);
        oneOf("firstBuild", settings, List.of(IstioKeys.RELEASE, IstioKeys.NOTHING));
        this.settings = settings;
        this.occasion = occasion;
        this.head = occasion.head().or(settings.list("pullRequestBranches"));
    }

    /**
     * Decides.
     *
     * @throws InputException if the version is not that of the branch or tag
     */
    public PipelinePlan plan() {
        PipelinePlan plan =
                switch (head.kind()) {
                    case CHANGE_REQUEST -> check("is built and checked, nothing is published");
                    case NONE -> release(head + " releases " + occasion.version());
                    case TAG -> tag();
                    case BRANCH -> branch();
                };
        return settings.flag("dryRun") && plan.getSteps().contains("istioBuild") ? dry(plan) : plan;
    }

    private PipelinePlan tag() {
        if (!Patterns.names(settings.list("releaseTags", List.of("*")), head.name())) {
            return new PipelinePlan(head + " is none of releaseTags");
        }
        ReleaseHeads.checkTag(head, occasion.version());
        return release(head + " releases " + occasion.version());
    }

    private PipelinePlan branch() {
        boolean releases = Patterns.names(settings.list("releaseBranches", ReleaseHeads.BRANCHES), head.name());
        if (occasion.byPerson() && (releases || !settings.text("target").isEmpty())) {
            return release(head + ": somebody started the release of " + occasion.version());
        }
        return releases ? releaseBranch() : check("is none of releaseBranches: it is built and checked");
    }

    private PipelinePlan releaseBranch() {
        if (!occasion.changes().isKnown()) {
            String why = head + ": " + occasion.changes().unknown();
            return settings.text("firstBuild").equals(IstioKeys.NOTHING)
                    ? new PipelinePlan(why + ", and firstBuild says to do nothing")
                    : withBuilders(why + ", so everything is released", true);
        }
        boolean builders = occasion.changes().any(builderFiles());
        if (occasion.changes().any(releaseFiles())) {
            return withBuilders(head + ": changed " + occasion.changes().among(releaseFiles()), builders);
        }
        if (builders) {
            String why = head + ": changed " + occasion.changes().among(builderFiles()) + ": builder images only";
            return builders(new PipelinePlan(settings.has("builderImages") ? why : why + ", and none are named"))
                    .inTurn("builder images of " + occasion.job());
        }
        return new PipelinePlan(head + ": nothing has changed that a release is made of");
    }

    private PipelinePlan withBuilders(String reason, boolean builders) {
        PipelinePlan plan = new PipelinePlan(reason);
        return release(builders ? builders(plan) : plan);
    }

    private PipelinePlan builders(PipelinePlan plan) {
        if (!settings.has("builderImages")) {
            return plan;
        }
        Map<String, Object> arguments = new LinkedHashMap<>(builderArguments());
        boolean ofDirectory =
                occasion.changes().isKnown() && occasion.changes().only(builderFiles(), List.of(builderDirectory()));
        if (ofDirectory) {
            arguments.putIfAbsent("since", occasion.since());
        }
        return plan.with("builderImage", arguments).on(settings.text("label"));
    }

    private Map<String, Object> builderArguments() {
        Settings given = BuilderKeys.step().read(settings.map("builderImages"));
        return given.arguments(BuilderKeys.step().all().stream().map(Key::name).toList());
    }

    private PipelinePlan release(String reason) {
        return release(new PipelinePlan(reason));
    }

    private PipelinePlan release(PipelinePlan plan) {
        ReleaseHeads.checkSeries(head, occasion.version());
        plan.with("istioBuild", buildArguments()).on(settings.text("label")).inTurn("release " + occasion.version());
        String standard = head.kind() == Head.Kind.TAG ? HUBS : STAGING;
        if (settings.text("target", standard).equals(HUBS)) {
            publish(plan);
        }
        return plan;
    }

    /** Images go to the hubs; what {@code publish} names goes with them, each target with a receipt. */
    private void publish(PipelinePlan plan) {
        IstioKeys.hubLogins(settings).among(hubs());
        Map<String, Object> arguments = new LinkedHashMap<>(settings.arguments(IstioKeys.PUBLISH));
        if (!settings.has("publish")) {
            plan.with("publishOci", arguments);
            return;
        }
        if (!occasion.hub().isEmpty()) {
            arguments.putIfAbsent(HUBS, List.of(occasion.hub()));
        }
        arguments.putAll(settings.arguments(IstioKeys.GIT));
        Keys keys = IstioKeys.release();
        arguments.putAll(keys.read(settings.map("publish"))
                .arguments(keys.all().stream().map(Key::name).toList()));
        plan.with("publishRelease", arguments);
    }

    /** Everything is made, on the agents; nothing of it leaves them. */
    private PipelinePlan check(String what) {
        Map<String, Object> arguments = buildArguments();
        arguments.remove(STAGING);
        arguments.put("checkOnly", true);
        if (head.isChangeRequest()) {
            arguments.remove("gitHosts");
            Stream.of("credentialsId", "gitCredentialsId").forEach(id -> arguments.put(id, "none"));
        }
        return new PipelinePlan(head + " " + what).with("istioBuild", arguments).inTurn("check of " + occasion.job());
    }

    private PipelinePlan dry(PipelinePlan plan) {
        Map<String, Object> arguments = buildArguments();
        List.of("credentialsId", "label", "failFast", "validate", "plainHttp", "caCredentialsId")
                .forEach(arguments::remove);
        return new PipelinePlan("dry run, nothing is written; else: " + plan)
                .with("istioPlan", arguments)
                .on(settings.text("label"));
    }

    private Map<String, Object> buildArguments() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("manifest", settings.text("manifest", IstioKeys.MANIFEST));
        arguments.putAll(settings.arguments(IstioKeys.BUILD));
        if (!settings.text("version").isEmpty()) {
            arguments.remove("versionFrom");
        }
        arguments.put("validate", validates());
        String credentials = settings.text("stagingCredentialsId", settings.text("credentialsId"));
        if (!credentials.isEmpty()) {
            arguments.put("credentialsId", credentials);
        }
        return arguments;
    }

    /** Images alone are no release in release-builder's sense, and a part of the images is no whole one. */
    private boolean validates() {
        if (settings.has("validate")) {
            return settings.flag("validate");
        }
        List<String> wanted = settings.list("outputs", occasion.outputs());
        return !settings.has("images")
                && !settings.has("variants")
                && occasion.outputs().stream().anyMatch(output -> !output.equals("docker") && wanted.contains(output));
    }

    /** All that something is published below. */
    private List<String> hubs() {
        List<String> hubs = new ArrayList<>(
                IstioKeys.release().read(settings.map("publish")).list("chartHubs"));
        hubs.addAll(settings.list(HUBS, occasion.hub().isEmpty() ? List.of() : List.of(occasion.hub())));
        hubs.remove("none");
        return hubs;
    }

    private List<String> releaseFiles() {
        List<String> files = new ArrayList<>(List.of(settings.text("manifest", IstioKeys.MANIFEST), "Makefile"));
        if (!settings.text("versionFrom").isEmpty()) {
            files.add(settings.text("versionFrom"));
        }
        return settings.list("releaseFiles", files);
    }

    private List<String> builderFiles() {
        List<String> files = settings.has("builderImages") ? List.of("tools", builderDirectory()) : List.of("tools");
        return settings.list("builderFiles", files);
    }

    private String builderDirectory() {
        return BuilderKeys.step().read(settings.map("builderImages")).text("directory", "docker");
    }

    private static void oneOf(String key, Settings settings, List<String> values) {
        String given = settings.text(key);
        if (!given.isEmpty() && !values.contains(given)) {
            throw new InputException("istioPipeline: " + key + " is '" + given + "', not one of "
                    + String.join(", ", values) + NearestName.hint(given, values));
        }
    }
}
