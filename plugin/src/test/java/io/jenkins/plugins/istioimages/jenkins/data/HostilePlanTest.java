package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.plan.Command;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent, or whoever writes a manifest, says, on its way to a shell (docker-commons CVE-2022-20617). */
class HostilePlanTest {
    private static final String EVIL = "x'; touch /tmp/evil; $(evil) `evil` \n evil \"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ghcr.io/x/build;evil",
                "$(evil)",
                "-v/:/host build",
                "--privileged",
                "build:1 evil",
                "BUILD:1",
                "build:1\nevil"
            })
    void a_builder_image_that_is_no_reference_never_reaches_a_pipeline(String image) {
        assertThatThrownBy(() -> Samples.planIn(image)).isInstanceOf(EngineException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", "a b", "$(evil)", "-x", "a\nb"})
    void the_id_of_a_stage_is_a_name(String id) {
        assertThatThrownBy(() -> planWith("id", id)).isInstanceOf(EngineException.class);
    }

    @Test
    void a_label_stands_on_one_line_and_is_data() {
        assertThatThrownBy(() -> planWith("label", "amd64\nevil")).isInstanceOf(EngineException.class);
        assertThat(planWith("label", EVIL.replace("\n", "")).getStages()).isNotEmpty();
    }

    @Test
    void a_shell_gets_every_argument_quoted_whatever_it_holds() {
        StageCommand command =
                StageCommand.of(new Command(List.of("make", EVIL), "/ws/" + EVIL, List.of(), Map.of("V", EVIL)));
        String quoted = EVIL.replace("'", "'\\''");
        assertThat(command.getScript())
                .contains("cd '/ws/" + quoted + "'", "'V=" + quoted + "'", "'make' '" + quoted + "'");
    }

    private static ReleasePlan planWith(String field, String value) {
        ObjectNode document = Json.readObject(Samples.document().getBytes(StandardCharsets.UTF_8), "the plan");
        ((ObjectNode) document.path("plan").path("stages").path(0)).put(field, value);
        return ReleasePlan.of(Json.pretty(document));
    }
}
