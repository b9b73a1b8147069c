package io.jenkins.plugins.istioimages.jenkins.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.jenkins.data.PipelinePlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All pipelines but {@code istioPipeline} as a Pipeline runs them, with the controller killed at each step. */
class OtherPipelinesCpsTest {
    private final List<String> calls = new ArrayList<>();
    private PipelinePlan plan = new PipelinePlan("why");

    @Test
    void builder_images_are_built_in_their_turn_on_an_agent_with_the_source() throws Exception {
        plan.with("builderImage", Map.of("since", "c0ffee")).inTurn("turn").on("docker");
        assertThat(run("builderPipeline", Map.of("directory", "docker"))).isEqualTo(List.of("h.example/b:1@sha256:1"));
        assertThat(calls)
                .containsExactly(
                        "stage Plan",
                        "retry",
                        "node ",
                        "checkout",
                        "pipelinePlan builderPipeline {directory=docker} since c0ffee",
                        "istioTurn turn",
                        "stage Builder images",
                        "retry",
                        "node docker",
                        "checkout",
                        "builderImage {since=c0ffee}");
    }

    @Test
    void a_proxy_is_built_in_its_turn() throws Exception {
        plan.with("envoyBuild", Map.of("manifest", "manifest.yaml")).inTurn("proxy 1.14.5");
        assertThat(run("envoyPipeline", Map.of())).isEqualTo("proxies");
        assertThat(calls)
                .endsWith("istioTurn proxy 1.14.5", "stage Proxy", "envoyBuild {manifest=manifest.yaml}")
                .hasSize(8);
    }

    @Test
    void where_no_proxy_is_compiled_its_sources_are_looked_for() throws Exception {
        plan.with("istioPlan", Map.of("manifest", "manifest.yaml")).on("big");
        assertThat(run("envoyPipeline", Map.of())).isNull();
        assertThat(calls).endsWith("stage Sources", "retry", "node big", "checkout", "istioPlan");
    }

    @Test
    void where_nothing_is_to_be_done_nothing_is_done() throws Exception {
        assertThat(run("builderPipeline", Map.of())).isEqualTo(List.of());
        assertThat(run("wasmPipeline", Map.of())).isEqualTo(List.of());
        assertThat(run("envoyPipeline", Map.of())).isNull();
        assertThat(calls).hasSize(15).noneMatch(call -> call.startsWith("istioTurn"));
    }

    @Test
    void a_module_is_made_in_its_container_and_published_in_each_format() throws Exception {
        plan.with("sh", Map.of("script", "make wasm"))
                .with("inside", Map.of("image", "rust:1"))
                .with("wasmImage", Map.of("reference", "r.example/a:1"))
                .with("wasmImage", Map.of("reference", "r.example/a:1-docker"))
                .inTurn("turn");
        assertThat(run("wasmPipeline", Map.of("label", "big"))).isEqualTo(List.of("first", "second"));
        assertThat(calls.subList(2, calls.size()))
                .containsExactly(
                        "node big",
                        "checkout",
                        "pipelinePlan wasmPipeline {label=big} since c0ffee",
                        "istioTurn turn",
                        "retry",
                        "node ",
                        "checkout",
                        "stage Module",
                        "inside rust:1",
                        "sh make wasm",
                        "stage Images",
                        "wasmImage {reference=r.example/a:1}",
                        "wasmImage {reference=r.example/a:1-docker}");
    }

    @Test
    void without_a_container_a_module_is_made_on_the_agent() throws Exception {
        plan.with("sh", Map.of("script", "make wasm"))
                .with("wasmImage", Map.of("reference", "r.example/a:1"))
                .inTurn("turn");
        run("wasmPipeline", Map.of());
        assertThat(calls).contains("sh make wasm").noneMatch(call -> call.startsWith("inside"));
    }

    private Object run(String pipeline, Map<String, Object> given) throws Exception {
        return CpsProgram.pipeline(pipeline, new HashMap<>(given), Map.of("scm", "git"))
                .run(this::step);
    }

    private Object step(String name, Map<String, Object> arguments) {
        calls.add(
                switch (name) {
                    case "node" -> name + " " + arguments.get("label");
                    case "stage", "istioTurn" -> name + " " + arguments.get("name");
                    case "pipelinePlan" ->
                        name + " " + arguments.get("pipeline") + " " + arguments.get("given") + " since "
                                + arguments.get("since");
                    case "inside" -> name + " " + arguments.get("image");
                    case "sh" -> name + " " + arguments.get("script");
                    case "builderImage", "envoyBuild", "wasmImage" -> name + " " + arguments;
                    default -> name;
                });
        return switch (name) {
            case "checkout" -> new HashMap<>(Map.of("GIT_PREVIOUS_SUCCESSFUL_COMMIT", "c0ffee"));
            case "pipelinePlan" -> plan;
            case "builderImage" -> new ArrayList<>(List.of("h.example/b:1@sha256:1"));
            case "envoyBuild" -> "proxies";
            case "wasmImage" ->
                calls.stream().filter(call -> call.startsWith(name)).count() == 1 ? "first" : "second";
            default -> null;
        };
    }
}
