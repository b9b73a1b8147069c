package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.Agent;
import io.jenkins.plugins.istioimages.acceptance.harness.Poll;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Controllers and agents that are killed come back: the tests of builds under fire stand on this. */
@ExtendWith(WithWorld.class)
class LossAcceptance {
    @Test
    void a_controller_that_was_killed_comes_back_with_its_users_and_agents(World world) throws Exception {
        long before = world.controller().pid();

        world.controller().kill();
        world.controller().launch();

        assertThat(world.controller().pid()).isNotEqualTo(before);
        assertThat(world.controller().reader().text("whoAmI/api/json")).contains("\"name\":\"reader\"");
        assertThat(world.controller().anonymous().get("api/json").statusCode()).isEqualTo(403);
        world.agents().forEach(Agent::awaitOnline);
    }

    @Test
    void an_agent_that_was_killed_is_missed_and_comes_back(World world) throws Exception {
        Agent agent = world.agent("arm64");

        agent.kill();
        Poll.until("the controller misses it", Duration.ofSeconds(60), () -> world.controller()
                .admin()
                .json("computer/arm64/api/json?tree=offline")
                .get("offline")
                .asBoolean());
        agent.launch();

        agent.awaitOnline();
        assertThat(world.agent("amd64").isAlive()).isTrue();
    }
}
