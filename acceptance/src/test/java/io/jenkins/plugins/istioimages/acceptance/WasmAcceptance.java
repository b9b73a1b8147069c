package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.CommandLine;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.Pipelines;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import io.jenkins.plugins.istioimages.image.wasm.Modules;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Wasm module in a job's repository becomes an image that Istio loads. */
@ExtendWith(WithWorld.class)
class WasmAcceptance {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String JENKINSFILE = """
            node {
                checkout scm
                def plugin = wasmImage file: 'auth.wasm', reference: 'HOST/wasm/auth:1.0', credentialsId: 'registry'
                echo "${plugin.written ? 'wrote' : 'found'} ${plugin.reference}"
                echo plugin.resource
            }
            """;

    @Test
    void a_pipeline_of_six_lines_publishes_a_module_that_the_check_accepts(World world) throws Exception {
        PipelineJob job = job(world, "wasm", Modules.plugin());
        Build build = job.start();

        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
        String reference = reference(build.log(), "wrote");
        assertThat(build.log())
                .contains("kind: WasmPlugin", "sha256: \"" + reference.substring(reference.length() - 64) + "\"");
        String tag = world.registry().host() + "/wasm/auth:1.0";
        String checked = new CommandLine(world).run("wasm-check", "wasm", "check", tag);
        assertThat(checked).contains("Istio 1.14", "accepted").doesNotContain("rejected");

        assertThat(build.controller()
                        .admin()
                        .json(build.path() + "istio-images/api/json?tree=catalogs[images[pinned,size]]")
                        .at("/catalogs/0/images/0/pinned")
                        .asText())
                .isEqualTo(reference);

        Build second = job.start();
        assertThat(second.result(PATIENCE)).as(second.log()).isEqualTo("SUCCESS");
        assertThat(reference(second.log(), "found")).isEqualTo(reference);
    }

    @Test
    void what_is_no_module_fails_the_run_in_the_users_words(World world) throws Exception {
        Build build = job(world, "wasm-broken", Pipelines.bytes("#!/bin/sh")).start();

        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("FAILURE");
        assertThat(build.log()).contains("byte 0: is no Wasm module").doesNotContain("\tat io.jenkins.plugins");
    }

    private static PipelineJob job(World world, String name, byte[] module) throws Exception {
        String jenkinsfile = JENKINSFILE.replace("HOST", world.registry().host());
        return world.pipelines()
                .create(
                        name,
                        world.pipelines()
                                .commit(
                                        name,
                                        "Add a module",
                                        Map.of("auth.wasm", module, "Jenkinsfile", Pipelines.bytes(jenkinsfile))));
    }

    private static String reference(String log, String word) {
        Matcher line = Pattern.compile(word + " (\\S+@sha256:[0-9a-f]{64})").matcher(log);
        assertThat(line.find()).as(log).isTrue();
        return line.group(1);
    }
}
