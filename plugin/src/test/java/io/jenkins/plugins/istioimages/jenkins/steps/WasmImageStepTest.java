package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.WasmCallable;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import io.jenkins.plugins.istioimages.jenkins.data.WasmPluginImage;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.MockedStatic;

class WasmImageStepTest {
    private static final String DIGEST = Digest.sha256("manifest").toString();

    private final SystemSettings system = new SystemSettings();
    private final SomeCredentials store = new SomeCredentials();
    private final StepContext context;

    WasmImageStepTest() throws IOException, InterruptedException {
        context = new Contexts().context;
    }

    private MockedStatic<Util> util;

    @BeforeEach
    void statics() {
        util = mockStatic(Util.class);
        util.when(() -> Util.fixEmptyAndTrim(any())).thenAnswer(call -> call.getArgument(0));
    }

    @AfterEach
    void close() {
        util.close();
        store.close();
        system.close();
    }

    private WasmImageStep.Execution start(WasmImageStep step) throws Exception {
        return Serialized.copy((WasmImageStep.Execution) step.start(context));
    }

    private static Machine machine() {
        return new Machine(Map.of(), mock(TaskListener.class), RegistryLogin.none(), GitLogin.none());
    }

    @Test
    void what_was_published_is_given_to_the_script() throws Exception {
        FilePath workspace = mock(FilePath.class);
        when(workspace.act(any(WasmCallable.class)))
                .thenReturn(new WasmCallable.Answer(DIGEST, List.of("0.2.1"), true, 1234));
        WasmPluginImage image = Serialized.copy(
                start(new WasmImageStep("auth.wasm", "ghcr.io/acme/auth:1.0")).run(workspace, machine()));
        assertThat(image.getReference()).isEqualTo("ghcr.io/acme/auth@" + DIGEST);
        assertThat(image.getTagged()).isEqualTo("ghcr.io/acme/auth:1.0");
        assertThat(image.getFormat()).isEqualTo("oci");
        assertThat(image.getAbiVersions()).containsExactly("0.2.1");
        assertThat(image.isWritten()).isTrue();
        assertThat(image.getResource())
                .contains("url: \"oci://ghcr.io/acme/auth:1.0\"", "sha256: \"" + DIGEST.substring(7) + "\"");
    }

    @Test
    void all_that_a_script_may_ask_it_is_allowed_in_the_sandbox() {
        assertThat(WasmPluginImage.class.getMethods())
                .filteredOn(method -> method.getDeclaringClass() == WasmPluginImage.class
                        && (method.getName().startsWith("get")
                                || method.getName().startsWith("is")))
                .hasSize(9)
                .allMatch(method -> method.isAnnotationPresent(Whitelisted.class));
    }

    @Test
    void an_agent_that_says_nonsense_is_not_believed() throws Exception {
        WasmImageStep.Execution execution = start(new WasmImageStep("auth.wasm", "ghcr.io/acme/auth:1.0"));
        FilePath workspace = mock(FilePath.class);
        when(workspace.act(any(WasmCallable.class)))
                .thenReturn(new WasmCallable.Answer("sha256:evil", List.of(), true, 1))
                .thenReturn(new WasmCallable.Answer(DIGEST, List.of("<script>"), true, 1));
        assertThatThrownBy(() -> execution.run(workspace, machine())).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> execution.run(workspace, machine()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("ABI version");
    }

    @Test
    void credentials_go_to_the_registry_of_the_image_only() throws Exception {
        store.password("ghcr", "bot", "w1");
        WasmImageStep step = new WasmImageStep("auth.wasm", "ghcr.io/acme/auth:1.0");
        step.setCredentialsId("ghcr");
        assertThat(start(step).registries(mock(Run.class))).hasToString("logins of [ghcr.io]");
    }

    @Test
    void a_check_has_no_credentials() throws Exception {
        store.password("ghcr", "bot", "w1");
        WasmImageStep step = new WasmImageStep("auth.wasm", "ghcr.io/acme/auth:1.0");
        step.setCredentialsId("ghcr");
        step.setCheckOnly(true);
        assertThat(start(step).registries(mock(Run.class))).hasToString("logins of []");
    }

    @Test
    void parameters_are_checked_before_an_agent_is_asked() {
        assertRefused(new WasmImageStep("", "ghcr.io/acme/auth:1.0"), "say which file");
        assertRefused(new WasmImageStep(null, "ghcr.io/acme/auth:1.0"), "say which file");
        assertRefused(new WasmImageStep("auth.wasm", " "), "say where");
        assertRefused(new WasmImageStep("auth.wasm", "ghcr.io/UPPER:1"), "is wrong");
        assertRefused(new WasmImageStep("auth.wasm", "ghcr.io/acme/auth@" + DIGEST), "under a tag");
        WasmImageStep format = new WasmImageStep("auth.wasm", "ghcr.io/acme/auth:1.0");
        format.setFormat("dokcer");
        assertRefused(format, "did you mean 'docker'?");
        WasmImageStep created = new WasmImageStep("auth.wasm", "ghcr.io/acme/auth:1.0");
        created.setCreated("today");
        assertRefused(created, "is no time");
    }

    private void assertRefused(WasmImageStep step, String message) {
        assertThatThrownBy(() -> step.start(context))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining(message);
    }
}
