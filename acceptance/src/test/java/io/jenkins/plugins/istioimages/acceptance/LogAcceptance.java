package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all other tests left in the controller's log: runs last. */
@Order(Integer.MAX_VALUE)
@ExtendWith(WithWorld.class)
class LogAcceptance {
    @Test
    void no_warning_of_the_controller_is_about_our_classes(World world) {
        assertThat(world.withPlugins().controller().ourWarnings()).isEmpty();
    }

    @Test
    void no_secret_is_in_the_log_of_controller_or_agents(World world) {
        assertThat(world.withPlugins().controller().log()).doesNotContain(World.REGISTRY_PASSWORD);
        assertThat(world.agents())
                .allSatisfy(agent -> assertThat(agent.said()).doesNotContain(World.REGISTRY_PASSWORD));
    }
}
