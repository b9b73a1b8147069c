package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.Pipelines;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The library that ships in the plugin: nothing is configured, and the sandbox is on. */
@ExtendWith(WithWorld.class)
class LibraryAcceptance {
    @Test
    void a_pipeline_of_two_lines_releases(World world) throws Exception {
        Build build = world.pipelines().job("pipeline.groovy", "library").start();

        assertThat(build.result(Duration.ofMinutes(6))).as(build.log()).isEqualTo("SUCCESS");
        Published.assertPublished(world, build, "library", Pipelines.VERSION);
    }

    @Test
    void a_check_makes_all_images_and_writes_to_no_registry(World world) throws Exception {
        Build build = world.pipelines().job("check.groovy", "check").start();

        assertThat(build.result(Duration.ofMinutes(6))).as(build.log()).isEqualTo("SUCCESS");
        assertThat(build.log())
                .contains("Running on amd64", "Running on arm64", "a check gives null")
                .contains("stage istio-linux-amd64 finished", "stage istio-linux-arm64 finished");
        assertThatThrownBy(() -> world.index("check/staging/pilot", Pipelines.VERSION))
                .hasMessageContaining("answered 404");
    }
}
