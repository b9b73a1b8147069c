package io.jenkins.plugins.istioimages.jenkins.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.data.PipelinePlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a module is published from, under which names, and where it is checked only. */
class WasmPipelineTest {
    private static final Head MAIN = new Head(Head.Kind.BRANCH, "main");
    private static final Head CHANGE = new Head(Head.Kind.CHANGE_REQUEST, "PR-7");

    private final Map<String, Object> given =
            new LinkedHashMap<>(Map.of("file", "auth.wasm", "repository", "r.example/wasm/auth"));

    private String hub = "";

    @Test
    void a_branch_publishes_under_its_name() {
        PipelinePlan plan = plan(MAIN);
        assertThat(plan.getSteps()).containsExactly("wasmImage");
        assertThat(plan.calls("wasmImage"))
                .containsExactly(Map.of("file", "auth.wasm", "reference", "r.example/wasm/auth:main", "format", "oci"));
        assertThat(plan.getTurn()).isEqualTo("wasm r.example/wasm/auth:main");
        assertThat(plan.getReason()).isEqualTo("branch main publishes r.example/wasm/auth:main");
    }

    @ParameterizedTest
    @CsvSource({"v1.2.0,1.2.0", "1.2.0,1.2.0", "vega,vega", "auth/v1+b,auth-v1-b"})
    void a_tag_publishes_its_version_whatever_branches_are_tagged(String name, String tag) {
        given.put("tags", "latest");
        assertThat(references(plan(new Head(Head.Kind.TAG, name)))).containsExactly("r.example/wasm/auth:" + tag);
    }

    @Test
    void a_tag_that_is_none_of_a_release_does_nothing() {
        given.put("releaseTags", "v*");
        assertThat(plan(new Head(Head.Kind.TAG, "nightly")).getSteps()).isEmpty();
    }

    @Test
    void of_several_formats_the_first_has_the_tag_itself() {
        given.putAll(Map.of("formats", "docker oci artifact", "tags", "latest 1"));
        assertThat(references(plan(MAIN)))
                .containsExactly(
                        "r.example/wasm/auth:latest",
                        "r.example/wasm/auth:latest-oci",
                        "r.example/wasm/auth:latest-artifact",
                        "r.example/wasm/auth:1",
                        "r.example/wasm/auth:1-oci",
                        "r.example/wasm/auth:1-artifact");
        assertThat(plan(MAIN).calls("wasmImage").get(1)).containsEntry("format", "oci");
    }

    @Test
    void a_module_is_made_in_a_container_where_one_is_named() {
        given.putAll(Map.of("build", "cd auth\n\n  make wasm", "builderImage", "rust:1"));
        PipelinePlan plan = plan(MAIN);
        assertThat(plan.getSteps()).containsExactly("sh", "inside", "wasmImage");
        assertThat(plan.step("sh")).containsEntry("script", "cd auth\nmake wasm");
        assertThat(plan.step("inside")).containsEntry("image", "rust:1");
    }

    @Test
    void a_pull_request_is_made_and_checked_without_credentials_and_publishes_nothing() {
        given.putAll(Map.of("credentialsId", "hub", "build", "make", "formats", List.of("oci", "docker")));
        PipelinePlan plan = plan(CHANGE);
        assertThat(plan.getSteps()).containsExactly("sh", "wasmImage");
        assertThat(plan.calls("wasmImage")).hasSize(2).allSatisfy(call -> assertThat(call)
                .containsEntry("checkOnly", true)
                .containsEntry("credentialsId", "none"));
        assertThat(plan.getTurn()).isEqualTo("check of wasm/job");
    }

    @Test
    void a_branch_that_does_not_publish_is_checked() {
        PipelinePlan plan = plan(new Head(Head.Kind.BRANCH, "feature/x"));
        assertThat(plan.step("wasmImage"))
                .containsEntry("checkOnly", true)
                .containsEntry("reference", "r.example/wasm/auth:feature-x");
        given.put("publishBranches", "feature/*");
        assertThat(plan(new Head(Head.Kind.BRANCH, "feature/x")).step("wasmImage"))
                .doesNotContainKey("checkOnly");
        given.put("pullRequestBranches", "feature/*");
        assertThat(plan(new Head(Head.Kind.BRANCH, "feature/x")).step("wasmImage"))
                .containsEntry("checkOnly", true);
    }

    @Test
    void a_job_of_its_own_says_what_its_images_are_tagged() {
        Head none = new Head(Head.Kind.NONE, "");
        assertThatThrownBy(() -> plan(none))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("wasmPipeline: say tags");
        given.put("tags", "1.0");
        assertThat(references(plan(none))).containsExactly("r.example/wasm/auth:1.0");
    }

    @Test
    void what_is_missing_or_wrong_is_refused_before_an_agent_is_asked() {
        assertRefused(Map.of("repository", "r.example/a"), "wasmPipeline: say file, ");
        assertRefused(Map.of("file", "a.wasm", "repository", "r.example/A"), "r.example/A");
        assertRefused(
                Map.of("file", "a.wasm", "repository", "r.example/a", "formats", "dokcer"), "did you mean 'docker'?");
        assertRefused(Map.of("file", "a.wasm", "repository", "r.example/a", "tags", "-x"), "tag '-x' is wrong");
    }

    @Test
    void without_a_repository_it_is_the_file_in_the_systems_hub() {
        given.remove("repository");
        given.put("file", "target/release/rate_limit.wasm");
        assertThatThrownBy(() -> plan(MAIN))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the system configuration has no hub");
        hub = "hub.example/wasm";
        assertThat(references(plan(MAIN))).containsExactly("hub.example/wasm/rate_limit:main");
        given.put("file", "Auth.wasm");
        assertThatThrownBy(() -> plan(MAIN)).isInstanceOf(InputException.class).hasMessageContaining("Auth");
    }

    private static void assertRefused(Map<String, Object> given, String message) {
        assertThatThrownBy(() -> Pipelines.read("wasmPipeline", given))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    private static List<Object> references(PipelinePlan plan) {
        return plan.calls("wasmImage").stream()
                .map(call -> call.get("reference"))
                .toList();
    }

    private PipelinePlan plan(Head head) {
        Occasion occasion = new Occasion(
                "wasm/job",
                hub,
                head,
                Trigger.CHANGE,
                "",
                Changes.unknown("there is no successful build"),
                "",
                List.of());
        return new WasmPipeline(WasmKeys.keys().read(given), occasion).plan();
    }
}
