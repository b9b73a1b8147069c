package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.jenkins.agents.BuilderImagesCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BuilderImageStepTest {
    private static final String DIGEST = "@sha256:" + "ab".repeat(32);

    private final SystemSettings system = new SystemSettings();
    private final SomeCredentials store = new SomeCredentials();
    private final StepContext context;

    BuilderImageStepTest() throws IOException, InterruptedException {
        context = new Contexts().context;
    }

    private final BuilderImageStep step = new BuilderImageStep();

    @AfterEach
    void close() {
        store.close();
        system.close();
    }

    @Test
    void without_hubs_the_systems_is_published_to() throws Exception {
        assertThatThrownBy(() -> step.start(context))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("say at least one hub");
        system.configuration.setHub("quay.io/maistra-dev");
        assertThat(answered("quay.io/maistra-dev/maistra-builder:3.0" + DIGEST))
                .containsExactly("quay.io/maistra-dev/maistra-builder:3.0" + DIGEST);
    }

    @Test
    void nothing_changed_is_an_empty_list() throws Exception {
        step.setHubs(List.of("quay.io/maistra-dev"));
        assertThat(answered("")).isEmpty();
    }

    @Test
    void an_agent_that_published_elsewhere_is_not_believed() {
        step.setHubs(List.of("quay.io/maistra-dev"));
        for (String answer : List.of(
                "evil.example/maistra-builder:3.0" + DIGEST,
                "quay.io/maistra-dev/deeper/maistra-builder:3.0" + DIGEST,
                "quay.io/maistra-dev/maistra-builder:3.0",
                "quay.io/maistra-dev/maistra-builder" + DIGEST,
                "quay.io/maistra-dev/maistra-builder:3.0@sha256:short")) {
            assertThatThrownBy(() -> answered(answer))
                    .isInstanceOf(WorkException.class)
                    .hasMessageContaining("the agent published '" + answer + "'");
        }
    }

    @Test
    void credentials_go_to_the_registries_of_the_hubs() throws Exception {
        store.password("bot", "bot", "w1");
        system.configuration.setCredentialsId("bot");
        system.configuration.setHub("quay.io/maistra-dev");
        assertThat(Serialized.copy(start()).registries(mock(Run.class))).hasToString("logins of [quay.io]");
        step.setHubs(List.of("elsewhere.example/x"));
        assertThat(start().registries(mock(Run.class))).hasToString("logins of []");
    }

    @Test
    void what_is_wrong_is_told_before_an_agent_is_asked() {
        step.setHubs(List.of("quay.io:443"));
        assertThatThrownBy(() -> step.start(context)).hasMessageContaining("expected registry/path");
        step.setHubs(List.of("quay.io/maistra-dev"));
        step.setPlatforms(List.of("arm64"));
        assertThatThrownBy(() -> step.start(context)).hasMessageStartingWith("platform 'arm64' is wrong");
        step.setPlatforms(List.of("linux/arm64"));
        step.setCheckCommand(List.of("make"));
        assertThatThrownBy(() -> step.start(context)).hasMessageStartingWith("checkCommand needs the tree");
        step.setCheckCommand(List.of());
        step.setPlainHttp(List.of("http://x"));
        assertThatThrownBy(() -> step.start(context)).hasMessageStartingWith("plainHttp: 'http://x' is wrong");
    }

    @Test
    void arguments_of_the_command_may_hold_blanks() {
        step.setCheckCommand(List.of("make", "FLAGS=-a -b\ntest"));
        assertThat(step.getCheckCommand()).containsExactly("make", "FLAGS=-a -b", "test");
        assertThat(step.getCheckCommandText()).isEqualTo("make\nFLAGS=-a -b\ntest");
    }

    private List<Object> answered(String answer) throws Exception {
        FilePath workspace = mock(FilePath.class);
        when(workspace.act(any(BuilderImagesCallable.class))).thenReturn(answer);
        Machine machine = new Machine(Map.of(), mock(TaskListener.class), RegistryLogin.none(), GitLogin.none());
        return List.copyOf((List<?>) start().run(workspace, machine));
    }

    private BuilderImageStep.Execution start() throws Exception {
        return (BuilderImageStep.Execution) step.start(context);
    }
}
