package io.jenkins.plugins.istioimages.jenkins.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.jenkins.data.BuilderPlan;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderSamples;
import io.jenkins.plugins.istioimages.jenkins.data.MadeBuilders;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The body of {@code builderImage} as a Pipeline runs it, with the controller killed at each of its steps. */
class BuilderImageScriptCpsTest {
    private final List<String> calls = new ArrayList<>();
    private List<?> made = List.of();
    private boolean checkOnly;

    @Test
    void survives_a_restart_at_every_step() throws Exception {
        assertThat(run(true)).isEqualTo("published");
        assertThat(calls)
                .containsExactly(
                        "planBuilderImages",
                        "dir docker",
                        "stash",
                        "parallel",
                        "stage builder-linux-amd64",
                        "makeBuilderImages",
                        "stage builder-linux-arm64",
                        "retry",
                        "node arm64",
                        "dir istio-images-builder",
                        "deleteDir",
                        "unstash",
                        "makeBuilderImages",
                        "publishBuilderImages");
        assertThat(made)
                .extracting(Object::toString)
                .containsExactly(
                        "builder-linux-amd64: [maistra-builder:3.0]", "builder-linux-arm64: [maistra-builder:3.0]");
    }

    @Test
    void a_check_publishes_nothing_and_fails_where_a_branch_fails() throws Exception {
        checkOnly = true;
        assertThat(run(true)).isEqualTo(List.of());
        assertThat(calls).contains("makeBuilderImages").doesNotContain("publishBuilderImages");
        assertThatThrownBy(() -> run(false)).hasRootCauseMessage("no docker");
    }

    @Test
    void a_branch_that_fails_does_not_end_the_others_and_is_told_at_the_end() throws Exception {
        assertThat(run(false)).isEqualTo("published");
        assertThat(made)
                .extracting(Object::toString)
                .containsExactly(
                        "builder-linux-amd64: [], failed: {maistra-builder:3.0=builder-linux-amd64: no docker}",
                        "builder-linux-arm64: [maistra-builder:3.0]");
    }

    private Object run(boolean whole) throws Exception {
        CpsProgram program = new CpsProgram("BuilderImageScript", Map.of());
        Map<String, Object> request = new HashMap<>();
        request.put("plan", new HashMap<>(Map.of("request", BuilderSamples.request())));
        request.put("registry", new HashMap<>(Map.of("credentialsId", "reg")));
        request.put("workspace", true);
        request.put("checkOnly", checkOnly);
        ScriptExecution.give(program.script(), request);
        return program.run((name, arguments) -> step(name, arguments, whole));
    }

    private Object step(String name, Map<String, Object> arguments, boolean whole) {
        Object detail = arguments.getOrDefault("label", arguments.getOrDefault("path", arguments.get("name")));
        calls.add(List.of("node", "stage", "dir").contains(name) ? name + " " + detail : name);
        return switch (name) {
            case "planBuilderImages" -> {
                assertThat(arguments).containsKeys("request", "credentialsId");
                yield BuilderSamples.plan();
            }
            case "stash" -> {
                assertThat(arguments).containsEntry("useDefaultExcludes", false);
                yield null;
            }
            case "makeBuilderImages" -> make(arguments, whole);
            case "publishBuilderImages" -> {
                made = (List<?>) arguments.get("made");
                yield "published";
            }
            default -> null;
        };
    }

    private static Object make(Map<String, Object> arguments, boolean whole) {
        assertThat(arguments).containsEntry("credentialsId", "reg");
        BuilderPlan plan = (BuilderPlan) arguments.get("plan");
        String branch = (String) arguments.get("branch");
        boolean arm = branch.endsWith("arm64");
        if (!whole && !arm) {
            return new IllegalStateException("no docker");
        }
        return MadeBuilders.check(
                plan, plan.branch(branch), BuilderSamples.made(arm ? Platform.LINUX_ARM64 : Platform.LINUX_AMD64));
    }
}
