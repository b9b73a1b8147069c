package io.jenkins.plugins.istioimages.jenkins.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.PipelinePlan;
import io.jenkins.plugins.istioimages.jenkins.data.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code istioPipeline} as a Pipeline runs it, with the controller killed at each of its steps. */
class IstioPipelineCpsTest {
    private static final Map<String, Object> BUILD = Map.of("manifest", "manifest.yaml");

    private final List<String> calls = new ArrayList<>();
    private PipelinePlan plan;

    @Test
    void a_release_is_built_in_its_turn_and_published() throws Exception {
        plan = new PipelinePlan("why")
                .with("builderImage", Map.of("directory", "docker"))
                .with("istioBuild", BUILD)
                .with("publishOci", Map.of("hubs", List.of("h.example/x")))
                .inTurn("release 1.14.5")
                .on("big");
        assertThat(run()).isInstanceOf(ImageCatalog.class);
        assertThat(calls)
                .containsExactly(
                        "stage Plan",
                        "retry",
                        "node ",
                        "checkout",
                        "pipelinePlan c0ffee {versionFrom=Dockerfile.version}",
                        "istioTurn release 1.14.5",
                        "stage Builder images",
                        "retry",
                        "node big",
                        "checkout",
                        "builderImage {directory=docker}",
                        "stage Build",
                        "istioBuild {manifest=manifest.yaml}",
                        "stage Publish",
                        "retry",
                        "node big",
                        "publishOci of 1.14.5");
    }

    @Test
    void more_targets_are_published_to_in_the_jobs_source() throws Exception {
        plan = new PipelinePlan("why")
                .with("istioBuild", BUILD)
                .with("publishRelease", Map.of("gitTags", true))
                .inTurn("release 1.14.5")
                .on("big");
        run();
        assertThat(calls).endsWith("stage Publish", "retry", "node big", "checkout", "publishRelease of 1.14.5");
    }

    @Test
    void where_nothing_is_to_be_done_nothing_is_done() throws Exception {
        plan = new PipelinePlan("why");
        assertThat(run()).isNull();
        assertThat(calls).hasSize(5).last().asString().startsWith("pipelinePlan");
    }

    @Test
    void a_dry_run_plans_and_waits_for_nobody() throws Exception {
        plan = new PipelinePlan("why").with("istioPlan", BUILD);
        run();
        assertThat(calls).endsWith("stage Dry run", "retry", "node ", "checkout", "istioPlan");
    }

    private Object run() throws Exception {
        return CpsProgram.pipeline(
                        "istioPipeline",
                        new HashMap<>(Map.of("versionFrom", "Dockerfile.version")),
                        Map.of("scm", "git"))
                .run(this::step);
    }

    private Object step(String name, Map<String, Object> arguments) {
        calls.add(
                switch (name) {
                    case "node" -> name + " " + arguments.get("label");
                    case "stage", "istioTurn" -> name + " " + arguments.get("name");
                    case "pipelinePlan" -> name + " " + arguments.get("since") + " " + arguments.get("given");
                    case "istioBuild", "builderImage" -> name + " " + arguments;
                    case "publishOci", "publishRelease" ->
                        name + " of " + ((ImageCatalog) arguments.get("images")).getVersion();
                    default -> name;
                });
        return switch (name) {
            case "checkout" -> new HashMap<>(Map.of("GIT_PREVIOUS_SUCCESSFUL_COMMIT", "c0ffee"));
            case "pipelinePlan" -> plan;
            case "istioBuild" -> ImageCatalog.of(Samples.catalogYaml());
            default -> null;
        };
    }
}
