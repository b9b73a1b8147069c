package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.EngineException;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpdatesTest {
    private static final String REPORT = """
            {"findings": [
              {"kind": "patch", "name": "1.15", "have": "1.15.2", "now": "1.15.2", "where": "table", "update": false, "text": "fine"},
              {"kind": "patch", "name": "1.14", "have": "1.14.4", "now": "1.14.5", "where": "Dockerfile.version", "update": true,
               "text": "out", "more": {}}
            ]}""";

    @Test
    void what_is_to_be_done_becomes_maps_that_a_run_can_keep() {
        assertThat(Serialized.copy(new ArrayList<>(Updates.of(REPORT))))
                .containsExactly(Map.of(
                        "kind", "patch",
                        "name", "1.14",
                        "have", "1.14.4",
                        "now", "1.14.5",
                        "where", "Dockerfile.version",
                        "text", "out"));
        assertThat(Updates.of("{\"findings\": []}")).isEmpty();
    }

    @Test
    void an_agent_that_answers_something_else_is_not_believed() {
        for (String answer : new String[] {
            "",
            "[]",
            "{}",
            "{\"findings\": {}}",
            "{\"findings\": [{\"update\": true, \"kind\": 1}]}",
            " ".repeat(5 << 20)
        }) {
            assertThatThrownBy(() -> Updates.of(answer)).isInstanceOf(EngineException.class);
        }
    }
}
