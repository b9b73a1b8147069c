package io.jenkins.plugins.istioimages.jenkins.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import groovy.lang.Script;
import hudson.AbortException;
import io.jenkins.plugins.istioimages.build.ContainerOptions;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.PreparedStage;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import io.jenkins.plugins.istioimages.jenkins.data.ReleaseValidation;
import io.jenkins.plugins.istioimages.jenkins.data.Samples;
import io.jenkins.plugins.istioimages.jenkins.data.StageCommand;
import io.jenkins.plugins.istioimages.jenkins.data.StageContainer;
import io.jenkins.plugins.istioimages.jenkins.data.StageImages;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.junit.jupiter.api.Test;

/** The body of {@code istioBuild} in plain Groovy: what it wires, with steps that only write down that they were called. */
class IstioBuildScriptTest {
    private static final String CATALOG = Samples.catalogYaml();
    private static final String WHOLE =
            "{\"version\": \"1.14.5\", \"checks\": [{\"name\": \"lock\", \"status\": \"passed\"}]}";
    private static final String BROKEN = "{\"version\": \"1.14.5\", \"checks\": [{\"name\": \"lock\","
            + " \"status\": \"failed\", \"findings\": [{\"where\": \"a\", \"what\": \"b\"}]}]}";

    @Test
    void in_a_workspace_sources_are_there_and_nothing_is_allocated_for_the_plan() {
        List<String> calls = run(true);
        assertThat(calls)
                .startsWith("istioPlan {manifest=manifest.yaml}", "parallel 2 failFast=false")
                .doesNotContain("checkout git")
                .endsWith(
                        "collectImages 2 reg",
                        "writeFile images.yaml",
                        "writeFile images.html",
                        "writeFile lock.yaml",
                        "archiveArtifacts images.yaml, images.html, lock.yaml",
                        "recordImages 2 images of 1.14.5");
    }

    @Test
    void without_a_workspace_an_agent_is_taken_and_the_source_is_checked_out() {
        assertThat(run(false))
                .startsWith(
                        "retry 2 [agent, nonresumable]",
                        "node planner",
                        "checkout git",
                        "istioPlan {manifest=manifest.yaml}");
    }

    @Test
    void each_stage_runs_on_its_agent_and_is_tried_twice_when_that_is_lost() {
        assertThat(run(true))
                .containsSubsequence(
                        "stage istio-linux-amd64",
                        "retry 2 [agent, nonresumable]",
                        "node amd64",
                        "prepareIstioStage istio-linux-amd64 reg deploy",
                        "sh 'make'",
                        "makeIstioImages istio-linux-amd64 reg")
                .containsSubsequence("stage istio-linux-arm64", "node arm64", "makeIstioImages istio-linux-arm64 reg");
    }

    @Test
    void with_a_builder_image_commands_and_nothing_else_run_in_it() {
        assertThat(run(true, Samples.planIn("ghcr.io/resf/build:1.14")))
                .containsSubsequence(
                        "prepareIstioStage istio-linux-amd64 reg deploy",
                        "docker.image sha256:" + "ab".repeat(32),
                        "inside \"--name\" \"istio-images-istio-linux-amd64",
                        "sh 'make'",
                        "outside",
                        "makeIstioImages istio-linux-amd64 reg");
        assertThat(run(true)).noneMatch(call -> call.startsWith("docker"));
    }

    @Test
    void over_a_plan_of_envoy_the_catalog_has_a_file_of_its_own() {
        assertThat(run(true, Samples.plan(), "envoyPlan"))
                .startsWith("envoyPlan {manifest=manifest.yaml}", "parallel 2 failFast=false")
                .noneMatch(call -> call.startsWith("istioPlan"))
                .endsWith(
                        "collectImages 2 reg",
                        "writeFile envoy.yaml",
                        "archiveArtifacts envoy.yaml",
                        "recordImages 2 images of 1.14.5");
    }

    @Test
    void base_images_of_its_own_are_made_and_collected_before_anything_else() {
        assertThat(run(true, Samples.planWithBases()))
                .containsSubsequence(
                        "parallel 2 failFast=false",
                        "stage base-linux-amd64",
                        "node amd64",
                        "prepareIstioStage base-linux-amd64 reg deploy",
                        "makeIstioImages base-linux-amd64 reg",
                        "stage base-linux-arm64",
                        "node arm64",
                        "makeIstioImages base-linux-arm64 reg",
                        "collectImages 2 reg",
                        "parallel 2 failFast=false",
                        "stage istio-linux-amd64",
                        "makeIstioImages istio-linux-arm64 reg",
                        "collectImages 4 reg",
                        "recordImages 2 images of 1.14.5");
        assertThat(run(false, Samples.planWithBases()))
                .containsSubsequence(
                        "makeIstioImages base-linux-arm64 reg",
                        "node planner",
                        "collectImages 2 reg",
                        "parallel 2 failFast=false");
    }

    @Test
    void files_are_made_too_and_what_any_agent_may_do_is_done_in_the_workspace() {
        assertThat(run(true, Samples.planWithFiles()))
                .containsSubsequence(
                        "stage licenses", "prepareIstioStage licenses reg deploy", "makeIstioImages licenses reg")
                .containsSubsequence("stage debian-linux-arm64", "node arm64", "makeIstioImages debian-linux-arm64 reg")
                .doesNotContain("node ", "node planner")
                .endsWith(
                        "collectImages 4 reg",
                        "assembleRelease 4 2 images of 1.14.5 reg",
                        "dir istio-images/out",
                        "archiveArtifacts ** docker/*.tar.gz true",
                        "recordImages 2 images of 1.14.5");
        assertThat(run(false, Samples.planWithFiles()))
                .containsSubsequence("stage licenses", "node planner", "makeIstioImages licenses reg");
    }

    @Test
    void a_release_that_is_not_whole_ends_the_step_when_everything_is_recorded() {
        assertThat(run(true, Samples.plan(), Map.of("validate", true, "junit", true)))
                .endsWith(
                        "assembleRelease 2 2 images of 1.14.5 reg",
                        "dir istio-images/out",
                        "archiveArtifacts ** docker/*.tar.gz true",
                        "recordImages 2 images of 1.14.5",
                        "validateRelease [docker] false staging.example/istio reg",
                        "junit v.xml");
        assertThat(run(true, Samples.plan(), Map.of("validate", true, "junit", false)))
                .endsWith("validateRelease [docker] false staging.example/istio reg");
        assertThatThrownBy(() -> run(true, Samples.plan(), Map.of("validate", true, "junit", false, "broken", true)))
                .hasRootCauseInstanceOf(AbortException.class)
                .hasRootCauseMessage("release 1.14.5 is not whole: lock failed, first a: b");
    }

    private static List<String> run(boolean workspace) {
        return run(workspace, Samples.plan());
    }

    private static List<String> run(boolean workspace, ReleasePlan plan) {
        return run(workspace, plan, Map.of());
    }

    private static List<String> run(boolean workspace, ReleasePlan plan, String planner) {
        return run(workspace, plan, Map.of("planner", planner));
    }

    private static List<String> run(boolean workspace, ReleasePlan plan, Map<String, Object> changed) {
        Binding binding = new Binding();
        Map<String, Object> request = new HashMap<>(Map.of(
                "planner",
                "istioPlan",
                "plan",
                Map.of("manifest", "manifest.yaml"),
                "registry",
                Map.of("credentialsId", "reg", "plainHttp", List.of("r:5000")),
                "git",
                Map.of("gitCredentialsId", "deploy"),
                "label",
                "planner",
                "failFast",
                false,
                "checkOnly",
                false,
                "validate",
                false,
                "workspace",
                workspace));
        request.putAll(changed);
        binding.setVariable("scm", "git");
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(Steps.class.getName());
        GroovyShell shell = new GroovyShell(IstioBuildScriptTest.class.getClassLoader(), binding, configuration);
        try (Reader text = new InputStreamReader(
                OwnScripts.class.getResourceAsStream("IstioBuildScript.groovy"), StandardCharsets.UTF_8)) {
            Steps steps = (Steps) shell.parse(text, "IstioBuildScript.groovy");
            ScriptExecution.give(steps, request);
            steps.plan = plan;
            steps.report = changed.containsKey("broken") ? BROKEN : WHOLE;
            binding.setVariable("docker", new Docker(steps.calls));
            assertThat(steps.run()).isInstanceOf(ImageCatalog.class);
            return steps.calls;
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** The variable of the Docker Pipeline plugin. */
    public static final class Docker {
        private final List<String> calls;

        Docker(List<String> calls) {
            this.calls = calls;
        }

        public Docker image(String name) {
            calls.add("docker.image " + name);
            return this;
        }

        public Object inside(String arguments, Closure<?> body) {
            calls.add("inside " + arguments.replaceFirst("-[^-]{12}\".*", ""));
            Object result = body.call();
            calls.add("outside");
            return result;
        }
    }

    /** Steps by name, as a Pipeline has them. */
    public abstract static class Steps extends Script {
        final List<String> calls = new ArrayList<>();
        ReleasePlan plan;
        String report;

        public Object istioPlan(Map<String, Object> arguments) {
            calls.add("istioPlan " + arguments);
            return plan;
        }

        public Object envoyPlan(Map<String, Object> arguments) {
            calls.add("envoyPlan " + arguments);
            return plan;
        }

        public Object checkout(Object scm) {
            return calls.add("checkout " + scm);
        }

        public Object node(String label, Closure<?> body) {
            calls.add("node " + label);
            return body.call();
        }

        public Object stage(String name, Closure<?> body) {
            calls.add("stage " + name);
            return body.call();
        }

        public Object agent() {
            return "agent";
        }

        public Object nonresumable() {
            return "nonresumable";
        }

        public Object retry(Map<String, Object> arguments, Closure<?> body) {
            calls.add("retry " + arguments.get("count") + " " + arguments.get("conditions"));
            return body.call();
        }

        public Object parallel(Map<String, Object> branches) {
            calls.add("parallel " + (branches.size() - 1) + " failFast=" + branches.get("failFast"));
            branches.values().forEach(branch -> {
                if (branch instanceof Closure<?> body) {
                    body.call();
                }
            });
            return null;
        }

        public Object prepareIstioStage(Map<String, Object> arguments) {
            assertThat(arguments).containsEntry("plainHttp", List.of("r:5000"));
            calls.add("prepareIstioStage " + arguments.get("stage") + " " + arguments.get("credentialsId") + " "
                    + arguments.get("gitCredentialsId"));
            Command make = new Command(List.of("make"), "/", List.of(), Map.of());
            Stage stage = ((ReleasePlan) arguments.get("plan")).stage((String) arguments.get("stage"));
            PreparedStage prepared =
                    new PreparedStage(stage.id(), "key", Optional.empty(), List.of(StageCommand.of(make)));
            return stage.inContainer()
                    ? prepared.in(
                            StageContainer.of(stage, "/ws", ContainerOptions.NONE, "sha256:" + "ab".repeat(32), false))
                    : prepared;
        }

        public Object sh(Map<String, Object> arguments) {
            String script = (String) arguments.get("script");
            calls.add("sh " + script.substring(script.lastIndexOf(' ') + 1));
            return arguments.get("returnStatus").equals(true) ? 0 : null;
        }

        public Object makeIstioImages(Map<String, Object> arguments) {
            PreparedStage prepared = (PreparedStage) arguments.get("prepared");
            calls.add("makeIstioImages " + prepared.getStage() + " " + arguments.get("credentialsId"));
            ReleasePlan of = (ReleasePlan) arguments.get("plan");
            Stage stage = of.stage(prepared.getStage());
            return StageImages.check(of.plan(), stage, Samples.records(stage));
        }

        public Object assembleRelease(Map<String, Object> arguments) {
            calls.add("assembleRelease " + ((List<?>) arguments.get("stages")).size() + " " + arguments.get("catalog")
                    + " " + arguments.get("credentialsId"));
            return "istio-images/out";
        }

        public Object dir(String path, Closure<?> body) {
            calls.add("dir " + path);
            return body.call();
        }

        public Object validateRelease(Map<String, Object> arguments) {
            calls.add("validateRelease " + arguments.get("outputs") + " " + arguments.get("failOnError") + " "
                    + arguments.get("staging") + " " + arguments.get("credentialsId"));
            return ReleaseValidation.of(report, "v.xml");
        }

        public Object junit(Map<String, Object> arguments) {
            return calls.add("junit " + arguments.get("testResults"));
        }

        public Object collectImages(Map<String, Object> arguments) {
            calls.add("collectImages " + ((List<?>) arguments.get("stages")).size() + " "
                    + arguments.get("credentialsId"));
            return ImageCatalog.of(CATALOG);
        }

        public Object writeFile(Map<String, Object> arguments) {
            assertThat((String) arguments.get("text")).isNotBlank();
            return calls.add("writeFile " + arguments.get("file"));
        }

        public Object archiveArtifacts(Map<String, Object> arguments) {
            String more = arguments.containsKey("excludes")
                    ? " " + arguments.get("excludes") + " " + arguments.get("fingerprint")
                    : "";
            return calls.add("archiveArtifacts " + arguments.get("artifacts") + more);
        }

        public Object recordImages(Map<String, Object> arguments) {
            return calls.add("recordImages " + arguments.get("catalog"));
        }
    }
}
