package io.jenkins.plugins.istioimages.jenkins.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.PlanDocument;
import io.jenkins.plugins.istioimages.jenkins.data.PreparedStage;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import io.jenkins.plugins.istioimages.jenkins.data.ReleaseValidation;
import io.jenkins.plugins.istioimages.jenkins.data.Samples;
import io.jenkins.plugins.istioimages.jenkins.data.StageCommand;
import io.jenkins.plugins.istioimages.jenkins.data.StageImages;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The body of {@code istioBuild} as a Pipeline runs it, with the controller killed at each of its steps. */
class IstioBuildScriptCpsTest {
    private final List<String> calls = new ArrayList<>();
    private final List<String> staged = new ArrayList<>();
    private final List<String> collected = new ArrayList<>();
    private final List<String> validated = new ArrayList<>();
    private ReleasePlan plan = Samples.plan();

    @Test
    void survives_a_restart_at_every_step() throws Exception {
        CpsProgram program = new CpsProgram("IstioBuildScript", Map.of("scm", "git"));
        ScriptExecution.give(program.script(), request());
        Object result = program.run(this::step);
        assertThat(result).isInstanceOf(ImageCatalog.class);
        assertThat(((ImageCatalog) result).getVersion()).isEqualTo("1.14.5");
        assertThat(calls)
                .containsExactly(
                        "retry",
                        "node planner",
                        "checkout",
                        "istioPlan",
                        "parallel",
                        "stage istio-linux-amd64",
                        "retry",
                        "node amd64",
                        "prepareIstioStage",
                        "sh",
                        "makeIstioImages",
                        "stage istio-linux-arm64",
                        "retry",
                        "node arm64",
                        "prepareIstioStage",
                        "sh",
                        "makeIstioImages",
                        "retry",
                        "node planner",
                        "collectImages",
                        "writeFile",
                        "writeFile",
                        "writeFile",
                        "archiveArtifacts",
                        "recordImages");
    }

    @Test
    void a_release_with_files_survives_one_too_and_is_validated() throws Exception {
        CpsProgram program = new CpsProgram("IstioBuildScript", Map.of("scm", "git"));
        plan = Samples.planWithFiles();
        Map<String, Object> request = request();
        request.put("validate", true);
        ScriptExecution.give(program.script(), request);
        assertThat(program.run(this::step)).isInstanceOf(ImageCatalog.class);
        assertThat(calls)
                .containsSubsequence("stage licenses", "retry", "node planner", "prepareIstioStage", "makeIstioImages")
                .containsSubsequence("stage debian-linux-arm64", "retry", "node arm64", "makeIstioImages")
                .endsWith(
                        "collectImages",
                        "assembleRelease",
                        "dir",
                        "archiveArtifacts",
                        "recordImages",
                        "validateRelease",
                        "junit");
    }

    @Test
    void base_images_of_its_own_survive_one_too() throws Exception {
        CpsProgram program = new CpsProgram("IstioBuildScript", Map.of("scm", "git"));
        plan = Samples.planWithBases();
        ScriptExecution.give(program.script(), request());
        assertThat(program.run(this::step)).isInstanceOf(ImageCatalog.class);
        assertThat(calls)
                .containsSubsequence(
                        "stage base-linux-amd64",
                        "makeIstioImages",
                        "stage base-linux-arm64",
                        "makeIstioImages",
                        "node planner",
                        "collectImages",
                        "stage istio-linux-amd64",
                        "stage istio-linux-arm64",
                        "node planner",
                        "collectImages",
                        "recordImages");
        assertThat(collected).containsExactly("2 of 2", "4 of 2");
    }

    @Test
    void a_check_makes_base_images_of_its_own_on_each_agent() throws Exception {
        CpsProgram program = new CpsProgram("IstioBuildScript", Map.of("scm", "git"));
        plan = Samples.planWithBases();
        Map<String, Object> request = request();
        request.put("checkOnly", true);
        ScriptExecution.give(program.script(), request);
        assertThat(program.run(this::step)).isNull();
        assertThat(calls)
                .containsSubsequence(
                        "stage check linux/arm64",
                        "makeIstioImages",
                        "collectImages",
                        "makeIstioImages",
                        "collectImages",
                        "deleteDir");
        assertThat(collected).containsExactly("1 of 1", "2 of 1", "1 of 1", "2 of 1");
    }

    @Test
    void a_check_with_files_validates_the_part_of_each_platform_where_it_was_made() throws Exception {
        CpsProgram program = new CpsProgram("IstioBuildScript", Map.of("scm", "git"));
        plan = Samples.planWithFiles();
        Map<String, Object> request = request();
        request.put("checkOnly", true);
        request.put("validate", true);
        ScriptExecution.give(program.script(), request);
        assertThat(program.run(this::step)).isNull();
        assertThat(calls)
                .containsSubsequence(
                        "stage check linux/arm64",
                        "node arm64",
                        "makeIstioImages",
                        "makeIstioImages",
                        "collectImages",
                        "assembleRelease",
                        "validateRelease",
                        "junit",
                        "dir",
                        "deleteDir",
                        "dir",
                        "deleteDir")
                .doesNotContain("recordImages", "archiveArtifacts");
        String place = " in oci:/ws@tmp/istio-images-check";
        assertThat(validated).containsExactly("[docker, licenses]" + place, "[docker, debian]" + place);
    }

    @Test
    void a_check_makes_all_of_it_on_each_agent_and_leaves_nothing_there() throws Exception {
        CpsProgram program = new CpsProgram("IstioBuildScript", Map.of("scm", "git"));
        Map<String, Object> request = request();
        request.put("checkOnly", true);
        ScriptExecution.give(program.script(), request);
        assertThat(program.run(this::step)).isNull();
        assertThat(calls)
                .containsSubsequence("istioPlan", "parallel", "stage check linux/amd64", "node amd64")
                .containsSubsequence(
                        "stage check linux/arm64",
                        "retry",
                        "node arm64",
                        "pwd",
                        "dir",
                        "deleteDir",
                        "prepareIstioStage",
                        "sh",
                        "makeIstioImages",
                        "collectImages",
                        "dir",
                        "deleteDir")
                .doesNotContain("recordImages", "archiveArtifacts");
        assertThat(staged).containsExactly("/ws@tmp/istio-images-check 1", "/ws@tmp/istio-images-check 1");
    }

    @Test
    void what_cannot_be_kept_is_found_by_this() throws Exception {
        CpsProgram program = new CpsProgram("IstioBuildScript", Map.of("scm", new Object()));
        ScriptExecution.give(program.script(), request());
        assertThatThrownBy(() -> program.run(this::step)).isInstanceOf(NotSerializableException.class);
    }

    private static Map<String, Object> request() {
        return new HashMap<>(Map.of(
                "plan",
                Map.of("manifest", "manifest.yaml"),
                "registry",
                Map.of("credentialsId", "reg"),
                "git",
                Map.of("gitCredentialsId", "deploy"),
                "label",
                "planner",
                "failFast",
                true,
                "checkOnly",
                false,
                "validate",
                false,
                "junit",
                true,
                "workspace",
                false));
    }

    private Object step(String name, Map<String, Object> arguments) {
        Object detail = arguments.getOrDefault("label", arguments.get("name"));
        calls.add(List.of("node", "stage").contains(name) ? name + " " + detail : name);
        return switch (name) {
            case "istioPlan" -> plan;
            case "assembleRelease" -> "istio-images/out";
            case "validateRelease" -> {
                validated.add(arguments.get("outputs") + " in " + arguments.get("staging"));
                yield ReleaseValidation.of(
                        "{\"version\": \"1\", \"checks\": [{\"name\": \"lock\", \"status\": \"passed\"}]}", "v.xml");
            }
            case "prepareIstioStage" -> {
                Command make = new Command(List.of("make"), "/", List.of(), Map.of());
                yield new PreparedStage(
                        (String) arguments.get("stage"), "key", Optional.empty(), List.of(StageCommand.of(make)));
            }
            case "sh" -> 0;
            case "makeIstioImages" -> {
                ReleasePlan of = (ReleasePlan) arguments.get("plan");
                Stage stage = of.stage(((PreparedStage) arguments.get("prepared")).getStage());
                yield StageImages.check(of.plan(), stage, Samples.records(stage));
            }
            case "pwd" -> "/ws@tmp";
            case "collectImages" -> {
                ReleasePlan part = (ReleasePlan) arguments.get("plan");
                String place = PlanDocument.read(part.document()).staging();
                int stages = ((List<?>) arguments.get("stages")).size();
                collected.add(stages + " of " + part.getStages().size());
                int bases = part.getBases() == null
                        ? 0
                        : part.getBases().getStages().size();
                assertThat(stages).isEqualTo(part.getStages().size() + bases);
                assertThat(part.getStages().size() < plan.getStages().size())
                        .isEqualTo(place.startsWith("oci:/ws@tmp"));
                if (place.startsWith("oci:")) {
                    staged.add(place.substring("oci:".length()) + " " + stages);
                }
                yield ImageCatalog.of(Samples.catalogYaml());
            }
            default -> null;
        };
    }
}
