package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.model.Label;
import hudson.model.Node;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderBranch;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderSamples;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderSurvey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BuilderPlacesTest {
    private final Node node = mock(Node.class);
    private final Map<String, Label> labels = new HashMap<>();
    private final BuilderSurvey refusing = BuilderSamples.survey();
    private final BuilderSurvey emulating = new BuilderSurvey(
            refusing.images(), refusing.commit(), refusing.context(), refusing.own(), new TreeMap<>());

    @Test
    void what_the_agent_runs_itself_stays_and_the_rest_goes_to_its_architecture() {
        label("arm64", false);
        label("amd64", false);
        assertThat(places(Map.of(), Map.of(), true, refusing))
                .containsExactly("builder-linux-amd64@", "builder-linux-arm64@arm64");
    }

    @Test
    void labels_of_the_system_move_nothing_that_the_agent_runs_itself() {
        label("graviton", false);
        label("big", false);
        Map<String, String> system = Map.of("linux/amd64", "big", "linux/arm64", "graviton");
        assertThat(places(Map.of(), system, true, refusing))
                .containsExactly("builder-linux-amd64@", "builder-linux-arm64@graviton");
    }

    @Test
    void a_label_of_the_call_moves_it_unless_the_agent_has_it() {
        label("arm64", false);
        label("big", true);
        Map<String, String> named = Map.of("linux/amd64", "big");
        assertThat(places(named, named, true, refusing)).contains("builder-linux-amd64@");
        label("big", false);
        assertThat(places(named, named, true, refusing)).contains("builder-linux-amd64@big");
    }

    @Test
    void without_agents_the_workspace_emulates() {
        assertThat(places(Map.of(), Map.of(), true, emulating)).containsExactly("builder-linux-amd64-linux-arm64@");
    }

    @Test
    void without_agents_and_emulators_it_is_told_what_would_help() {
        assertThatThrownBy(() -> places(Map.of(), Map.of(), true, refusing))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no agent has the label 'arm64'")
                .hasMessageContaining("no emulator is registered")
                .hasMessageContaining("agentLabels")
                .hasMessageContaining("emulate");
        assertThatThrownBy(() -> places(Map.of(), Map.of(), false, emulating))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("agentLabels")
                .hasMessageContaining("emulate: true");
        Map<String, String> named = Map.of("linux/arm64", "gravitom");
        assertThatThrownBy(() -> places(named, named, true, emulating))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no agent has the label 'gravitom' that agentLabels names");
    }

    private List<String> places(
            Map<String, String> named, Map<String, String> all, boolean emulate, BuilderSurvey survey) {
        List<BuilderBranch> branches = new BuilderPlaces(named, all, emulate, labels::get).of(survey, node);
        return branches.stream()
                .map(branch -> branch.getId() + "@" + branch.getLabel())
                .toList();
    }

    private void label(String name, boolean contains) {
        Label label = mock(Label.class);
        when(label.contains(node)).thenReturn(contains);
        labels.put(name, label);
    }
}
