package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.Agent;
import io.jenkins.plugins.istioimages.acceptance.harness.Hold;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.Pipelines;
import io.jenkins.plugins.istioimages.acceptance.harness.Poll;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sandboxed Pipelines release mini-istio on both agents. */
@ExtendWith(WithWorld.class)
class ReleaseAcceptance {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @ParameterizedTest
    @ValueSource(strings = {"scripted", "declarative"})
    void a_pipeline_of_ten_lines_builds_on_both_agents_and_publishes(String kind, World world) throws Exception {
        Build build = world.pipelines().job(kind + ".groovy", kind).start();

        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");

        Published.assertPublished(world, build, kind, Pipelines.VERSION);
        assertThat(build.log())
                .contains("Running on amd64", "Running on arm64")
                .contains("pilot is " + world.registry().host() + "/" + kind + "/staging/pilot");
        assertThat(build.log()).doesNotContain(World.REGISTRY_PASSWORD);
    }

    @Test
    void a_run_survives_kill_9_of_the_controller_in_the_middle_of_a_stage(World world) throws Exception {
        PipelineJob job = world.pipelines().job("scripted.groovy", "killed-controller");
        Hold hold = world.hold();
        hold.hold();
        try {
            Build build = job.start();
            hold.awaitHeld(2);
            build.awaitSaved();
            world.controller().kill();
            world.controller().launch();
            world.agents().forEach(Agent::awaitOnline);
            hold.release();

            assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
            Published.assertPublished(world, build, job.name(), Pipelines.VERSION);
        } finally {
            hold.release();
        }
    }

    @Test
    void a_branch_whose_agent_is_killed_is_built_again(World world) throws Exception {
        PipelineJob job = world.pipelines().job("scripted.groovy", "killed-agent");
        Hold hold = world.hold();
        hold.hold();
        try {
            Build build = job.start();
            hold.awaitHeld("arm64");
            // As when a machine is switched off and on: agent and build are gone together, and the agent comes back.
            world.agent("arm64").kill();
            world.agent("arm64").builds().kill();
            hold.release();
            world.agent("arm64").launch();

            assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
            assertThat(build.log()).contains("arm64 is back online", "lost on its agent: make");
            Published.assertPublished(world, build, job.name(), Pipelines.VERSION);
        } finally {
            hold.release();
        }
    }

    @Test
    void a_branch_whose_agent_never_comes_back_is_built_on_another(World world) throws Exception {
        PipelineJob job = world.pipelines().job("scripted.groovy", "lost-agent");
        Hold hold = world.hold();
        hold.hold();
        try (Agent spare = world.spareAgent("arm64")) {
            Build build = job.start();
            String lost = hold.awaitHeldOneOf("arm64", spare.name());
            Agent survivor = lost.equals("arm64") ? spare : world.agent("arm64");
            Agent victim = lost.equals("arm64") ? world.agent("arm64") : spare;
            victim.kill();
            victim.builds().kill();
            hold.release();

            assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
            assertThat(build.log()).contains("Running on " + survivor.name());
            Published.assertPublished(world, build, job.name(), Pipelines.VERSION);
        } finally {
            hold.release();
            if (!world.agent("arm64").isAlive()) {
                world.agent("arm64").launch();
            }
            world.agent("arm64").awaitOnline();
        }
    }

    @Test
    void nothing_of_an_aborted_run_is_left_after_ten_seconds(World world) throws Exception {
        PipelineJob job = world.pipelines().job("scripted.groovy", "aborted");
        Hold hold = world.hold();
        hold.hold();
        try {
            Build build = job.start();
            hold.awaitHeld("amd64");
            hold.awaitHeld("arm64");
            assertThat(build.processes().processes()).isNotEmpty();

            build.abort();

            Poll.until(
                    "nothing of it runs: " + build.processes().commands(),
                    Duration.ofSeconds(10),
                    () -> build.processes().processes().isEmpty());
            assertThat(build.result(Duration.ofSeconds(30))).isEqualTo("ABORTED");
        } finally {
            hold.release();
        }
    }

    @Test
    void the_catalog_of_a_run_is_seen_by_nobody_who_may_not_see_the_run(World world) throws Exception {
        Build build = world.pipelines().job("scripted.groovy", "secret").start();
        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
        String page = build.path() + "istio-images/";

        assertThat(world.controller().admin().get(page).statusCode()).isEqualTo(200);
        assertThat(world.controller().reader().get(page).statusCode()).isIn(403, 404);
        assertThat(world.controller().anonymous().get(page).statusCode()).isIn(401, 403, 404);
    }
}
