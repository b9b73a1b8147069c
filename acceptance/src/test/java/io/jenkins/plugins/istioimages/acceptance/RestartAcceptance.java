package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.Agent;
import io.jenkins.plugins.istioimages.acceptance.harness.Hold;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.Pipelines;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The pipelines of the library when the controller dies in the middle of them. */
@ExtendWith(WithWorld.class)
class RestartAcceptance {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @Test
    void each_pipeline_ends_green_after_kill_9_of_the_controller_in_its_middle(World world) throws Exception {
        PipelineJob release = world.pipelines().job("pipeline.groovy", "restart-istio", "1.14.203");
        PipelineJob module = wasm(world.pipelines());
        Hold hold = world.hold();
        hold.hold();
        try {
            Build released = release.start();
            Build made = module.start();
            hold.awaitHeld(3);
            released.awaitSaved();
            made.awaitSaved();
            world.controller().kill();
            world.controller().launch();
            world.agents().forEach(Agent::awaitOnline);
            hold.release();

            assertThat(released.result(PATIENCE)).as(released.log()).isEqualTo("SUCCESS");
            assertThat(made.result(PATIENCE)).as(made.log()).isEqualTo("SUCCESS");
        } finally {
            hold.release();
        }
        Published.assertPublished(world, release.run(1), release.name(), "1.14.203");
        assertThat(world.registryBelow(module.name()).tags()).containsOnlyKeys("restart-wasm/auth:1.0.0");
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
