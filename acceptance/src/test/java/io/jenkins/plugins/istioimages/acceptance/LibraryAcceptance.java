package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.acceptance.harness.GitLibrary;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.Pipelines;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The library that ships in the plugin: nothing is configured, and the sandbox is on. */
@ExtendWith(WithWorld.class)
class LibraryAcceptance {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @Test
    void a_pipeline_of_two_lines_releases(World world) throws Exception {
        Build build = world.pipelines().job("pipeline.groovy", "library").start();

        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
        Published.assertPublished(world, build, "library", Pipelines.VERSION);
    }

    @Test
    void from_git_it_does_the_same_as_from_the_plugin(World world) throws Exception {
        Build bundled =
                world.pipelines().job("pipeline.groovy", "library-bundled").start();
        assertThat(bundled.result(PATIENCE)).as(bundled.log()).isEqualTo("SUCCESS");
        Build git;
        Build escape;
        GitLibrary library = GitLibrary.configure(world);
        try {
            git = world.pipelines().job("pipeline.groovy", "library-git").start();
            assertThat(git.result(PATIENCE)).as(git.log()).isEqualTo("SUCCESS");
            escape = world.pipelines().job("escape.groovy", "library-escape").start();
            assertThat(escape.result(PATIENCE)).as(escape.log()).isEqualTo("FAILURE");
        } finally {
            library.forget();
        }

        assertThat(bundled.log()).doesNotContain("Loading library istio-images@main");
        assertThat(git.log()).contains("Loading library istio-images@main", library.repository());
        assertThat(escape.log())
                .as("the library from Git is in the sandbox, too")
                .contains("Scripts not permitted to use staticMethod jenkins.model.Jenkins get");
        assertThat(git.catalog()).isEqualTo(bundled.catalog().replace("library-bundled", "library-git"));
        assertThat(images(world, "library-git")).hasSize(30).isEqualTo(images(world, "library-bundled"));
    }

    /** Digests by names below the job's own. */
    private static Map<String, String> images(World world, String job) {
        Map<String, String> images = new TreeMap<>();
        world.registryBelow(job).images().forEach((tag, digest) -> images.put(tag.substring(job.length()), digest));
        return images;
    }

    @Test
    void a_check_makes_all_images_and_writes_to_no_registry(World world) throws Exception {
        Build build = world.pipelines().job("check.groovy", "check").start();

        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
        assertThat(build.log())
                .contains("Running on amd64", "Running on arm64", "a check gives null")
                .contains("stage istio-linux-amd64 finished", "stage istio-linux-arm64 finished");
        assertThatThrownBy(() -> world.index("check/staging/pilot", Pipelines.VERSION))
                .hasMessageContaining("answered 404");
    }
}
