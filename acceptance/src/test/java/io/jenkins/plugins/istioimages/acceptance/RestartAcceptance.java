package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.Agent;
import io.jenkins.plugins.istioimages.acceptance.harness.Gate;
import io.jenkins.plugins.istioimages.acceptance.harness.Hold;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.Pipelines;
import io.jenkins.plugins.istioimages.acceptance.harness.Poll;
import io.jenkins.plugins.istioimages.acceptance.harness.PublishPlaces;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pipelines of the library when the controller dies in the middle of them. */
@ExtendWith(WithWorld.class)
class RestartAcceptance {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @Test
    void releases_and_modules_end_green_after_kill_9_of_the_controller_in_their_middle(World world) throws Exception {
        PipelineJob release = world.pipelines().job("pipeline.groovy", "restart-istio", "1.14.203");
        PipelineJob module = wasm(world.pipelines());
        assertGreenThroughKill(world, 3, release, module);
        Published.assertPublished(world, release.run(1), release.name(), "1.14.203");
        assertThat(world.registryBelow(module.name()).tags()).containsOnlyKeys("restart-wasm/auth:1.0.0");
    }

    @Test
    void proxies_and_builder_images_end_green_after_kill_9_of_the_controller_in_their_middle(World world)
            throws Exception {
        world.docker();
        PipelineJob proxies = world.pipelines().job("envoy.groovy", "restart-envoy", "1.14.203");
        PipelineJob images = builder(world.pipelines());
        assertGreenThroughKill(world, 3, proxies, images);
        assertThat(world.registryBelow(proxies.name()).tags())
                .containsKey("restart-envoy/staging/envoy-builds:1.14.203");
        Map<String, String> tags = world.registryBelow(images.name()).tags();
        assertThat(tags).hasSize(2).containsKey("restart-builder/tool:1.0");
        assertThat(tags.values()).containsOnly(tags.get("restart-builder/tool:1.0"));
    }

    /**
     * The agent goes on alone with what it was told, and is told it again when the controller is back: both at once, each
     * held in the middle, bring every target to what it should be, once.
     */
    @Test
    void publications_end_green_and_write_nothing_twice_after_kill_9_of_the_controller_in_their_middle(World world)
            throws Exception {
        try (PublishPlaces places = PublishPlaces.start(world);
                Gate first = new Gate(world.registry().port(), 4);
                Gate release = new Gate(world.registry().port(), 4)) {
            Build build = publishing(world, places, first, release).start();
            for (Gate gate : List.of(first, release)) {
                gate.awaitClosed();
                build.awaitSaved();
                int waiting = gate.waiting();
                world.controller().kill();
                world.controller().launch();
                world.agents().forEach(Agent::awaitOnline);
                Poll.until("the work is begun again", PATIENCE, () -> gate.waiting() > waiting);
                gate.open();
            }

            assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
            assertThat(build.log()).contains("done: true", "again: [unchanged]").doesNotContain(places.secrets());
            assertThat(places.isReleased()).isTrue();
            assertThat(places.tags()).hasSize(PublishPlaces.SOURCES.size()).allMatch(tag -> tag.contains("1.14.5"));
            assertThat(places.files().s3("istio/stable")).isEqualToIgnoringNewLines("1.14.5");
            assertThat(places.files().revisions()).hasSize(1);
            Published.assertPublished(world, build, "restart-publishing/first", "1.14.5");
            Published.assertPublished(world, build, "restart-publishing/published", "1.14.5");
        }
    }

    private static PipelineJob publishing(World world, PublishPlaces places, Gate first, Gate release)
            throws Exception {
        Map<String, String> words = new LinkedHashMap<>(places.words());
        words.put("RELEASE_GATE", release.host());
        words.put("GATE", first.host());
        words.put("JOB", "restart-publishing");
        Pipelines pipelines = world.pipelines();
        return pipelines.job(
                "restart-publishing",
                Map.of(
                        "manifest.yaml",
                        PublishPlaces.manifest(world),
                        "Jenkinsfile",
                        pipelines.jenkinsfile("restarted.groovy", "restart-publishing", words)));
    }

    /** Starts these, kills the controller when so many makes of theirs wait, and lets all go on when it is back. */
    private static void assertGreenThroughKill(World world, int makes, PipelineJob... jobs) throws Exception {
        Hold hold = world.hold();
        hold.hold();
        try {
            List<Build> builds = Stream.of(jobs).map(PipelineJob::start).toList();
            hold.awaitHeld(makes);
            builds.forEach(Build::awaitSaved);
            world.controller().kill();
            world.controller().launch();
            world.agents().forEach(Agent::awaitOnline);
            hold.release();

            for (Build build : builds) {
                assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
            }
        } finally {
            hold.release();
        }
    }

    /** Held where the new image is tried on a source tree, before its tags are set. */
    private static PipelineJob builder(Pipelines pipelines) throws Exception {
        return pipelines.job(
                "restart-builder",
                Map.of(
                        "Jenkinsfile",
                        pipelines.jenkinsfile("builder.groovy", "restart-builder", Map.of()),
                        "docker/tool_1.0.Dockerfile",
                        "FROM scratch\nCOPY tool_1.0.Dockerfile /\n",
                        "source/Makefile",
                        "all:\n"));
    }

    private static PipelineJob wasm(Pipelines pipelines) throws Exception {
        String makefile = "auth.wasm:\n\tprintf '\\000asm\\001\\000\\000\\000' > $@\n";
        return pipelines.job(
                "restart-wasm",
                Map.of(
                        "Jenkinsfile",
                        pipelines.jenkinsfile("wasm.groovy", "restart-wasm", Map.of()),
                        "Makefile",
                        makefile));
    }
}
