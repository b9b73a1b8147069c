package io.jenkins.plugins.istioimages.jenkins.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeysTest {
    private final Keys keys = IstioKeys.keys();

    @Test
    void an_unknown_key_is_refused_with_the_nearest_one() {
        assertThatThrownBy(() -> keys.read(Map.of("manifst", "x")))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("istioPipeline knows no key 'manifst'; did you mean 'manifest'? (there are: ");
    }

    @Test
    void a_value_of_another_type_is_refused() {
        assertThatThrownBy(() -> keys.read(Map.of("dryRun", "perhaps")))
                .hasMessage("istioPipeline: dryRun is a boolean, not 'perhaps'");
        assertThatThrownBy(() -> keys.read(Map.of("manifest", List.of("x"))))
                .hasMessage("istioPipeline: manifest is a text, not '[x]'");
        assertThatThrownBy(() -> keys.read(Map.of("hubs", 7))).hasMessage("istioPipeline: hubs is a list, not '7'");
        assertThatThrownBy(() -> keys.read(Map.of("builderImages", "docker")))
                .hasMessage("istioPipeline: builderImages is a map, not 'docker'");
    }

    @Test
    void parameters_of_a_job_are_texts_and_on_its_first_run_nothing() {
        Map<String, Object> given = new HashMap<>(Map.of("dryRun", "true", "platforms", "linux/amd64, linux/arm64"));
        given.put("version", null);
        Settings settings = keys.read(given);
        assertThat(settings.flag("dryRun")).isTrue();
        assertThat(settings.list("platforms")).containsExactly("linux/amd64", "linux/arm64");
        assertThat(settings.has("version")).isFalse();
    }

    @Test
    void lines_may_have_blanks() {
        assertThat(keys.read(Map.of("agentLabels", "linux/arm64=graviton && big\nlinux/amd64=x"))
                        .list("agentLabels"))
                .containsExactly("linux/arm64=graviton && big", "linux/amd64=x");
    }

    @Test
    void what_was_read_is_kept_over_a_restart() throws Exception {
        Pipelines pipeline = Pipelines.read("istioPipeline", Map.of("builderImages", Map.of("directory", "docker")));
        assertThat(Serialized.copy(pipeline)).isNotNull();
    }

    @Test
    void keys_of_builder_images_are_refused_as_early() {
        assertThatThrownBy(() -> Pipelines.read("istioPipeline", Map.of("builderImages", Map.of("directry", "x"))))
                .hasMessageContaining("did you mean 'directory'?");
    }

    @Test
    void each_pipeline_says_its_name_where_a_key_is_unknown() {
        Pipelines.all().forEach((name, one) -> assertThatThrownBy(() -> Pipelines.read(name, Map.of("labell", "x")))
                .hasMessageStartingWith(name + " knows no key 'labell'; did you mean 'label'?"));
    }

    @Test
    void a_pipeline_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> Pipelines.read("istioPipelin", Map.of()))
                .hasMessageContaining("did you mean 'istioPipeline'?");
    }
}
