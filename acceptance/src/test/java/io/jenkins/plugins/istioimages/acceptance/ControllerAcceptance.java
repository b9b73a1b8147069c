package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.acceptance.harness.Agent;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every other test stands on. */
@ExtendWith(WithWorld.class)
class ControllerAcceptance {
    @Test
    void jenkins_runs_with_two_inbound_agents_of_two_architectures(World world) {
        assertThat(world.controller().admin().get("api/json").headers().firstValue("X-Jenkins"))
                .hasValueSatisfying(version -> assertThat(version).startsWith("2."));
        for (Agent agent : world.agents()) {
            JsonNode computer = world.controller()
                    .admin()
                    .json("computer/" + agent.name() + "/api/json?tree=offline,assignedLabels[name]");
            assertThat(computer.get("offline").asBoolean()).isFalse();
            assertThat(computer.get("assignedLabels").findValuesAsText("name")).contains(agent.name());
        }
    }

    @Test
    void nobody_sees_anything_without_a_login(World world) {
        for (String path : List.of("", "api/json", "computer/api/json", "descriptorByName/x")) {
            assertThat(world.controller().anonymous().get(path).statusCode())
                    .as(path)
                    .isIn(401, 403);
        }
    }

    @Test
    void the_plugin_and_all_that_it_needs_are_active(World world) {
        JsonNode plugins = world.withPlugins()
                .controller()
                .admin()
                .json("pluginManager/api/json?tree=plugins[shortName,active,enabled]");
        assertThat(plugins.get("plugins"))
                .filteredOn(plugin -> plugin.get("shortName").asText().equals("istio-images"))
                .singleElement()
                .satisfies(
                        plugin -> assertThat(plugin.get("active").asBoolean()).isTrue());
        assertThat(plugins.get("plugins"))
                .filteredOn(plugin -> !plugin.get("active").asBoolean())
                .isEmpty();
    }
}
