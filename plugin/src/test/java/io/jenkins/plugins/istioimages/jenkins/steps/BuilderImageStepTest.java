package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mockConstruction;

import hudson.AbortException;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderRequest;
import io.jenkins.plugins.istioimages.jenkins.scripts.ScriptExecution;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.MockedConstruction;

class BuilderImageStepTest {
    private final SystemSettings system = new SystemSettings();
    private final StepContext context;
    private final BuilderImageStep step = new BuilderImageStep();

    BuilderImageStepTest() throws IOException, InterruptedException {
        context = new Contexts().context;
    }

    @AfterEach
    void close() {
        system.close();
    }

    @Test
    void without_hubs_the_systems_is_published_to() throws Exception {
        assertThatThrownBy(() -> step.start(context))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("say at least one hub");
        system.configuration.setHub("quay.io/maistra-dev");
        Map<?, ?> plan = (Map<?, ?>) started().get("plan");
        assertThat(((BuilderRequest) plan.get("request")).hubs()).containsExactly("quay.io/maistra-dev");
        assertThat(plan.get("emulate")).isEqualTo(true);
    }

    @Test
    void the_script_gets_what_the_call_named_and_decides_nothing() throws Exception {
        step.setHubs(List.of("quay.io/maistra-dev"));
        step.setAgentLabels(List.of("linux/arm64=graviton && 16cpu"));
        step.setEmulate(false);
        Map<?, ?> request = started();
        assertThat(request.get("registry"))
                .isEqualTo(Map.of("credentialsId", "", "plainHttp", List.of(), "caCredentialsId", ""));
        assertThat((Map<?, ?>) request.get("plan"))
                .extracting("agentLabels", "emulate")
                .containsExactly(List.of("linux/arm64=graviton && 16cpu"), false);
    }

    @Test
    void a_check_needs_no_hub() throws Exception {
        step.setCheckOnly(true);
        Map<?, ?> request = started();
        assertThat(request.get("checkOnly")).isEqualTo(true);
        assertThat(((BuilderRequest) ((Map<?, ?>) request.get("plan")).get("request")).checkOnly())
                .isTrue();
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
        step.setPlainHttp(List.of());
        step.setAgentLabels(List.of("graviton"));
        assertThatThrownBy(() -> step.start(context)).hasMessageStartingWith("agentLabels: 'graviton' is wrong");
    }

    @Test
    void arguments_of_the_command_may_hold_blanks() {
        step.setCheckCommand(List.of("make", "FLAGS=-a -b\ntest"));
        assertThat(step.getCheckCommand()).containsExactly("make", "FLAGS=-a -b", "test");
        assertThat(step.getCheckCommandText()).isEqualTo("make\nFLAGS=-a -b\ntest");
    }

    private Map<?, ?> started() throws Exception {
        AtomicReference<Map<?, ?>> request = new AtomicReference<>();
        try (MockedConstruction<ScriptExecution> made = mockConstruction(ScriptExecution.class, (mock, how) -> {
            assertThat(how.arguments().get(1)).isEqualTo("BuilderImageScript");
            request.set((Map<?, ?>) how.arguments().get(3));
        })) {
            assertThat(step.start(context)).isSameAs(made.constructed().get(0));
        }
        return request.get();
    }
}
