package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.Agent;
import io.jenkins.plugins.istioimages.acceptance.harness.Hold;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs that want to release one version: of one job, of two, and over the death of the controller. */
@ExtendWith(WithWorld.class)
class TurnAcceptance {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String WORKING = "[Pipeline] { (Build)";

    @Test
    void one_run_of_a_version_is_at_work_and_of_those_that_wait_the_newest_goes_next(World world) throws Exception {
        String version = "1.14.201";
        PipelineJob one = world.pipelines().job("pipeline.groovy", "turn-one", version);
        PipelineJob other = world.pipelines().job("pipeline.groovy", "turn-other", version);
        Hold hold = world.hold();
        hold.hold();
        try {
            Build first = one.start();
            hold.awaitHeld("arm64");
            Build second = one.start();
            second.awaitLog("waits for turn-one#1, which is at it: release " + version, PATIENCE);
            Build third = other.start();
            third.awaitLog("waits for turn-one#1, which is at it: release " + version, PATIENCE);

            assertThat(second.result(PATIENCE)).as(second.log()).isEqualTo("NOT_BUILT");
            assertThat(second.log())
                    .contains("Superseded by turn-other#1, which is newer: release " + version)
                    .doesNotContain(WORKING);
            assertThat(third.log()).doesNotContain(WORKING);
            hold.release();

            assertThat(first.result(PATIENCE)).as(first.log()).isEqualTo("SUCCESS");
            assertThat(third.result(PATIENCE)).as(third.log()).isEqualTo("SUCCESS");
            Published.assertPublished(world, first, one.name(), version);
            Published.assertPublished(world, third, other.name(), version);
        } finally {
            hold.release();
        }
    }

    @Test
    void the_one_at_work_and_the_one_that_waits_survive_kill_9_of_the_controller(World world) throws Exception {
        String version = "1.14.202";
        PipelineJob job = world.pipelines().job("pipeline.groovy", "turn-killed", version);
        Hold hold = world.hold();
        hold.hold();
        try {
            Build first = job.start();
            hold.awaitHeld(2);
            Build second = job.start();
            second.awaitLog("waits for turn-killed#1", PATIENCE);
            first.awaitSaved();
            second.awaitSaved();
            world.controller().kill();
            world.controller().launch();
            world.agents().forEach(Agent::awaitOnline);
            assertThat(second.log()).doesNotContain(WORKING);
            hold.release();

            assertThat(first.result(PATIENCE)).as(first.log()).isEqualTo("SUCCESS");
            assertThat(second.result(PATIENCE)).as(second.log()).isEqualTo("SUCCESS");
            assertThat(second.log())
                    .as("what the first one made is there when the second one's turn comes")
                    .contains("stage istio-linux-amd64 is done already", "stage istio-linux-arm64 is done already");
            Published.assertPublished(world, second, job.name(), version);
        } finally {
            hold.release();
        }
    }
}
