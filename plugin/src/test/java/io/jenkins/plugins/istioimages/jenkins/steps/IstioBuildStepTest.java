package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockConstruction;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.PluginManager;
import hudson.PluginWrapper;
import io.jenkins.plugins.istioimages.jenkins.scripts.ScriptExecution;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.MockedConstruction;
import org.mockito.MockedStatic;

/** What {@code istioBuild} hands to its script, and what it refuses before. */
class IstioBuildStepTest {
    private final SystemSettings system = new SystemSettings();
    private final PluginManager plugins = mock(PluginManager.class);
    private final PluginWrapper docker = mock(PluginWrapper.class);
    private MockedStatic<Jenkins> statics;

    @BeforeEach
    void jenkins() {
        statics = mockStatic(Jenkins.class);
        Jenkins jenkins = mock(Jenkins.class);
        statics.when(Jenkins::get).thenReturn(jenkins);
        when(jenkins.getPluginManager()).thenReturn(plugins);
    }

    @AfterEach
    void close() {
        statics.close();
        system.close();
    }

    @Test
    void the_script_gets_what_the_call_named_and_decides_nothing() throws Exception {
        IstioBuildStep step = new IstioBuildStep("release/manifest.yaml");
        step.setFailFast(true);
        Map<?, ?> request = request(step);
        assertThat(request.get("label")).isEqualTo("");
        assertThat(request.get("failFast")).isEqualTo(true);
        assertThat(request.get("registry"))
                .isEqualTo(Map.of("credentialsId", "", "plainHttp", List.of(), "caCredentialsId", ""));
        assertThat(request.get("git")).isEqualTo(Map.of("gitCredentialsId", "", "gitHosts", List.of()));
        assertThat((Map<?, ?>) request.get("plan"))
                .extracting("manifest", "gitHosts", "compressor")
                .containsExactly("release/manifest.yaml", List.of(), "gzip");
    }

    @Test
    void a_form_that_is_sent_before_its_list_of_builders_is_there_chooses_none() {
        IstioBuildStep step = new IstioBuildStep("manifest.yaml");
        step.setImageBuilder("docker");
        assertThat(step.getImageBuilder()).isEqualTo("docker");
        step.setImageBuilder("");
        assertThat(step.getImageBuilder()).isEqualTo("native");
    }

    @Test
    void a_builder_image_without_docker_pipeline_is_refused_by_the_name_of_the_plugin() {
        IstioBuildStep step = build("ghcr.io/resf/build:${minor}");
        assertThatThrownBy(() -> step.start(new Contexts().context))
                .isInstanceOf(MissingPluginException.class)
                .isInstanceOf(AbortException.class)
                .hasMessage(
                        "a builder image needs the plugin Docker Pipeline (docker-workflow), which is not installed:"
                                + " install it, or build on the agents themselves with builderImage: 'none'");
    }

    @Test
    void one_that_is_switched_off_is_told_so() {
        when(plugins.getPlugin("docker-workflow")).thenReturn(docker);
        assertThatThrownBy(() -> build("b:1").start(new Contexts().context))
                .isInstanceOf(MissingPluginException.class)
                .hasMessageContaining("is not active: enable it");
    }

    @Test
    void a_builder_image_of_the_system_is_refused_in_the_same_way_and_none_does_without() throws Exception {
        system.configuration.setBuilderImage("b:1");
        assertThatThrownBy(() -> build("").start(new Contexts().context)).isInstanceOf(MissingPluginException.class);
        assertThat(request(build("none"))).isNotEmpty();
    }

    @Test
    void with_docker_pipeline_a_builder_image_is_right() throws Exception {
        when(plugins.getPlugin("docker-workflow")).thenReturn(docker);
        when(docker.isActive()).thenReturn(true);
        assertThat(request(build("b:1"))).isNotEmpty();
    }

    @Test
    void how_builder_containers_are_run_reaches_the_plan() throws Exception {
        IstioBuildStep step = build("none");
        step.setBuilderVolumes(List.of("/var/cache/go\n/opt/tools:ro"));
        step.setBuilderEnv(List.of("GOCACHE=/var/cache/go"));
        step.setBuilderPull("always");
        assertThat((Map<?, ?>) request(step).get("plan"))
                .extracting(
                        "builderPlatform",
                        "builderUser",
                        "builderVolumes",
                        "builderNetwork",
                        "builderEnv",
                        "builderPull")
                .containsExactly(
                        "",
                        "",
                        List.of("/var/cache/go", "/opt/tools:ro"),
                        "",
                        List.of("GOCACHE=/var/cache/go"),
                        "always");
        step.setBuilderPull("");
        assertThat(step.getBuilderPull()).isEqualTo("missing");
    }

    @Test
    void what_is_wrong_with_a_builder_container_is_told_before_an_agent_is_asked() {
        assertRefused(step -> step.setBuilderVolumes(List.of("/a:/b")), "volume of the builder container '/a:/b'");
        assertRefused(step -> step.setBuilderEnv(List.of("A")), "builderEnv: 'A' is wrong");
        assertRefused(
                step -> step.setBuilderEnv(List.of("BASE_VERSION=1")), "variable BASE_VERSION chooses what is built");
        assertRefused(step -> step.setBuilderPull("allways"), "when to pull the builder image: 'allways' is wrong");
    }

    private static void assertRefused(Consumer<IstioBuildStep> change, String message) {
        IstioBuildStep step = build("none");
        change.accept(step);
        assertThatThrownBy(() -> step.start(new Contexts().context))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void servers_for_credentials_that_are_not_named_are_refused() {
        IstioBuildStep step = new IstioBuildStep("manifest.yaml");
        step.setGitHosts(List.of("evil.example"));
        assertThatThrownBy(() -> step.start(new Contexts().context))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("gitHosts says where gitCredentialsId may be sent");
    }

    private static IstioBuildStep build(String builderImage) {
        IstioBuildStep step = new IstioBuildStep("manifest.yaml");
        try (MockedStatic<hudson.Util> util = mockStatic(hudson.Util.class)) {
            util.when(() -> hudson.Util.fixEmptyAndTrim(builderImage)).thenReturn(builderImage);
            step.setBuilderImage(builderImage);
        }
        return step;
    }

    private static Map<?, ?> request(IstioBuildStep step) throws Exception {
        AtomicReference<Map<?, ?>> request = new AtomicReference<>();
        try (MockedConstruction<ScriptExecution> made = mockConstruction(ScriptExecution.class, (mock, how) -> {
            assertThat(how.arguments().get(1)).isEqualTo("IstioBuildScript");
            request.set((Map<?, ?>) how.arguments().get(3));
        })) {
            assertThat(step.start(new Contexts().context))
                    .isSameAs(made.constructed().get(0));
        }
        return request.get();
    }
}
