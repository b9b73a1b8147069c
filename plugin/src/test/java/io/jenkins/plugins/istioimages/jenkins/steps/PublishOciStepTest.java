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
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.PublishCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.Samples;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishOciStepTest {
    private final SystemSettings system = new SystemSettings();
    private final SomeCredentials store = new SomeCredentials();
    private final StepContext context;

    PublishOciStepTest() throws IOException, InterruptedException {
        context = new Contexts().context;
    }

    private final PublishOciStep step = new PublishOciStep();

    @BeforeEach
    void catalog() {
        step.setImages(ImageCatalog.of(Samples.catalogYaml()));
    }

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
        system.configuration.setHub("ghcr.io/resf/istio");
        assertThat(published(start()))
                .containsExactly(
                        "ghcr.io/resf/istio/pilot:1.14.5",
                        "ghcr.io/resf/istio/pilot:1.14.5-debug",
                        "ghcr.io/resf/istio/pilot:1.14.5-distroless");
    }

    @Test
    void an_agent_that_published_something_else_is_not_believed() throws Exception {
        step.setHubs(List.of("ghcr.io/resf/istio"));
        PublishOciStep.Execution execution = start();
        FilePath workspace = mock(FilePath.class);
        when(workspace.act(any(PublishCallable.class))).thenReturn("evil.example/pilot:1.14.5");
        assertThatThrownBy(() -> execution.run(workspace, machine()))
                .isInstanceOf(WorkException.class)
                .hasMessageContaining("evil.example");
    }

    @Test
    void credentials_go_to_hubs_and_to_where_the_images_are() throws Exception {
        store.password("ghcr", "bot", "w1");
        store.password("staging", "bob", "w2");
        step.setHubs(List.of("ghcr.io/resf/istio", "quay.io/x"));
        credentials("ghcr", "staging");
        assertThat(Serialized.copy(start()).registries(mock(Run.class)))
                .hasToString("logins of [ghcr.io, quay.io, staging.example]");
        assertThat(store.used).containsExactly("ghcr", "ghcr", "staging");
    }

    @Test
    void a_registry_may_have_credentials_to_itself() throws Exception {
        store.password("common", "bot", "w1");
        store.password("quay", "bob", "w2");
        step.setHubs(List.of("ghcr.io/resf/istio", "quay.io/x"));
        step.setHubCredentials(List.of(new HubCredentials(" quay.io ", "quay")));
        credentials("common", "none");
        assertThat(Serialized.copy(start()).registries(mock(Run.class))).hasToString("logins of [ghcr.io, quay.io]");
        assertThat(store.asked).containsExactly("common [https://ghcr.io]", "quay [https://quay.io]");
    }

    @Test
    void credentials_for_a_registry_of_no_hub_are_refused_before_anything_is_sent() {
        step.setHubs(List.of("ghcr.io/resf/istio", "quay.io/x"));
        step.setHubCredentials(List.of(new HubCredentials("gchr.io", "ghcr")));
        assertThatThrownBy(() -> step.start(context))
                .isInstanceOf(AbortException.class)
                .hasMessage(
                        "hubCredentials: no hub is in 'gchr.io'; did you mean 'ghcr.io'? (there are hubs in ghcr.io,"
                                + " quay.io)");
        step.setHubCredentials(List.of(new HubCredentials("ghcr.io/resf", "ghcr")));
        assertThatThrownBy(() -> step.start(context)).hasMessageStartingWith("hubCredentials: 'ghcr.io/resf' is wrong");
    }

    @Test
    void the_systems_credentials_read_from_staging_and_write_to_the_hub() throws Exception {
        store.password("bot", "bot", "w1");
        system.configuration.setCredentialsId("bot");
        system.configuration.setHub("ghcr.io/resf/istio");
        system.configuration.setStaging("staging.example/istio");
        assertThat(start().registries(mock(Run.class))).hasToString("logins of [ghcr.io, staging.example]");
        step.setHubs(List.of("elsewhere.example/istio"));
        assertThat(start().registries(mock(Run.class))).hasToString("logins of [staging.example]");
    }

    @Test
    void tags_and_hubs_are_checked_before_an_agent_is_asked() {
        step.setHubs(List.of("ghcr.io/UPPER"));
        assertThatThrownBy(() -> step.start(context)).isInstanceOf(AbortException.class);
        step.setHubs(List.of("ghcr.io/x"));
        step.setTags(List.of("v1.14.5"));
        assertThatThrownBy(() -> step.start(context)).hasMessageContaining("leading v");
        step.setTags(List.of());
        step.setPlainHttp(List.of("http://x"));
        assertThatThrownBy(() -> step.start(context)).hasMessageStartingWith("plainHttp: 'http://x' is wrong");
    }

    private void credentials(String hubs, String staging) {
        try (org.mockito.MockedStatic<hudson.Util> util = org.mockito.Mockito.mockStatic(hudson.Util.class)) {
            util.when(() -> hudson.Util.fixEmptyAndTrim(any())).thenAnswer(call -> call.getArgument(0));
            step.setCredentialsId(hubs);
            step.setStagingCredentialsId(staging);
        }
    }

    private PublishOciStep.Execution start() throws Exception {
        return (PublishOciStep.Execution) step.start(context);
    }

    private static List<Object> published(PublishOciStep.Execution execution) throws Exception {
        FilePath workspace = mock(FilePath.class);
        when(workspace.act(any(PublishCallable.class)))
                .thenReturn("ghcr.io/resf/istio/pilot:1.14.5\nghcr.io/resf/istio/pilot:1.14.5-debug\n"
                        + "ghcr.io/resf/istio/pilot:1.14.5-distroless");
        return List.copyOf((List<?>) execution.run(workspace, machine()));
    }

    private static Machine machine() {
        return new Machine(Map.of(), mock(TaskListener.class), RegistryLogin.none(), GitLogin.none());
    }
}
