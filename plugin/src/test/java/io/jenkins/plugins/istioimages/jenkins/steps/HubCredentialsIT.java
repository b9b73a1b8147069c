package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.PublishedRelease;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import io.jenkins.plugins.istioimages.jenkins.images.Runs;
import io.jenkins.plugins.istioimages.publish.hub.TestRelease;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.testing.FakeRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.MockedStatic;

/** Three registries with a password each write down who came; none is ever shown what is meant for another. */
@Timeout(120)
class HubCredentialsIT {
    @TempDir
    Path directory;

    private final SystemSettings system = new SystemSettings();
    private final SomeCredentials credentials = new SomeCredentials();
    private final MockedStatic<Util> util = mockStatic(Util.class);
    private final FakeRegistry common = new FakeRegistry().basic("bot", "common-word");
    private final FakeRegistry own = new FakeRegistry().basic("ann", "own-word");
    private final FakeRegistry open = new FakeRegistry();
    private final FakeRegistry staging = new FakeRegistry();
    private final StepContext context = new Contexts().context;
    private Run<?, ?> run;
    private ImageCatalog images;

    HubCredentialsIT() throws Exception {}

    @BeforeEach
    void release() throws Exception {
        util.when(() -> Util.fixEmptyAndTrim(any())).thenAnswer(call -> call.getArgument(0));
        credentials.password("common", "bot", "common-word");
        credentials.password("own", "ann", "own-word");
        run = Runs.run(directory.resolve("runs"), 7);
        when(context.get(Run.class)).thenAnswer(call -> run);
        try (RegistryStore store = new RegistryStore(RegistryOptions.defaults())) {
            images = ImageCatalog.of(CatalogYaml.write(new TestRelease(store, staging.repository("istio"), 7)
                    .image("pilot")
                    .catalog()));
        }
        staging.forgetCalls();
    }

    @AfterEach
    void stop() {
        List.of(common, own, open, staging).forEach(FakeRegistry::close);
        util.close();
        credentials.close();
        system.close();
    }

    @Test
    void each_registry_of_publish_oci_sees_its_own_password_and_no_other() throws Exception {
        PublishOciStep.Execution execution =
                (PublishOciStep.Execution) step(new PublishOciStep()).start(context);

        assertThat((List<?>) execution.run(workspace(), machine(execution)))
                .hasSize(9)
                .allSatisfy(reference -> assertThat(reference.toString()).contains("/istio/pilot:1.14.5"));
        assertSeen();
    }

    @Test
    void each_registry_of_publish_release_sees_its_own_password_and_no_other() throws Exception {
        PublishReleaseStep step = step(new PublishReleaseStep());
        PublishReleaseExecution execution = new PublishReleaseExecution(context, step, step.git(), "") {
            private static final long serialVersionUID = 1L;

            @Override
            Run<?, ?> owner() {
                return run;
            }
        };

        PublishedRelease published = execution.run(workspace(), machine(execution));
        assertThat(published.getFailed()).isEmpty();
        assertThat(published.getTargets()).hasSize(3);
        assertSeen();
    }

    @Test
    void a_registry_whose_own_credentials_are_wrong_is_not_tried_with_those_of_the_call() throws Exception {
        credentials.password("old", "ann", "last-years-word");
        PublishOciStep step = step(new PublishOciStep());
        step.setHubCredentials(List.of(new HubCredentials(own.host(), "old"), new HubCredentials(open.host(), "none")));
        PublishOciStep.Execution execution = (PublishOciStep.Execution) step.start(context);

        assertThatThrownBy(() -> execution.run(workspace(), machine(execution))).hasMessageContaining(own.host());
        assertThat(seen(own)).containsExactly("ann:last-years-word");
    }

    /** To two hubs with passwords, and one without. */
    private <S extends PublishingStep> S step(S step) {
        step.setImages(images);
        step.setHubs(List.of(common.host() + "/istio", own.host() + "/istio", open.host() + "/istio"));
        step.setCredentialsId("common");
        step.setHubCredentials(List.of(new HubCredentials(own.host(), "own"), new HubCredentials(open.host(), "none")));
        step.setPlainHttp(List.of(common.host(), own.host(), open.host(), staging.host()));
        return step;
    }

    private void assertSeen() {
        assertThat(seen(common)).containsExactly("bot:common-word");
        assertThat(seen(own)).containsExactly("ann:own-word");
        assertThat(seen(open)).isEmpty();
        assertThat(seen(staging)).isEmpty();
        assertThat(open.calls("PUT", "/manifests/1.14.5")).isNotEmpty();
    }

    private static Set<String> seen(FakeRegistry registry) {
        return registry.calls().stream()
                .flatMap(call -> call.header("Authorization").stream())
                .map(value -> value.replaceFirst("^Basic ", ""))
                .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
                .collect(Collectors.toSet());
    }

    /** As the agent gets it when the work begins. */
    private Machine machine(AgentExecution execution) throws Exception {
        return new Machine(
                Map.of("DOCKER_CONFIG", directory.resolve("docker").toString()),
                new PrintedLog(),
                execution.registries(run),
                GitLogin.none());
    }

    private FilePath workspace() throws Exception {
        FilePath workspace = mock(FilePath.class);
        when(workspace.act(any())).thenAnswer(call -> {
            FilePath.FileCallable<?> work = Serialized.copy(call.<FilePath.FileCallable<?>>getArgument(0));
            return work.invoke(directory.toFile(), null);
        });
        return workspace;
    }
}
