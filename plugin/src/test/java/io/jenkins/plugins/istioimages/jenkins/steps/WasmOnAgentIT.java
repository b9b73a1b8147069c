package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.istioimages.image.wasm.Modules;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import io.jenkins.plugins.istioimages.jenkins.data.WasmPluginImage;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.registry.CredentialSource;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The step's own execution; a directory plays the workspace, and what crosses goes through bytes. */
@Timeout(60)
class WasmOnAgentIT {
    @TempDir
    Path directory;

    @Test
    void a_module_of_the_workspace_is_published_once() throws Exception {
        Files.write(directory.resolve("auth.wasm"), Modules.plugin());
        try (DockerRegistry registry =
                DockerRegistry.configure().htpasswd("ann", "word").start()) {
            String target = registry.host() + "/wasm/auth:1.0";
            Machine machine = machine(RegistryLogin.none().with(registry.host(), "ann", "word"));
            WasmPluginImage first = execution("auth.wasm", target).run(workspace(), machine);
            assertThat(first.isWritten()).isTrue();
            assertThat(first.getAbiVersions()).containsExactly("0.2.1");
            try (RegistryStore store = new RegistryStore(
                    RegistryOptions.defaults().withCredentials(CredentialSource.of(registry.host(), "ann", "word")))) {
                assertThat(store.resolve(Reference.parse(target)).orElseThrow().digest())
                        .hasToString(first.getDigest());
            }
            WasmPluginImage second = execution("auth.wasm", target).run(workspace(), machine);
            assertThat(second.isWritten()).isFalse();
            assertThat(second.getReference()).isEqualTo(first.getReference());
        }
    }

    @Test
    void a_check_asks_no_registry_and_leaves_nothing() throws Exception {
        Files.write(directory.resolve("auth.wasm"), Modules.plugin());
        WasmImageStep step = new WasmImageStep("auth.wasm", "127.0.0.1:1/wasm/auth:1.0");
        step.setCheckOnly(true);
        WasmPluginImage image = Serialized.copy(
                        new WasmImageStep.Execution(mock(StepContext.class), step, SomeChoices.REGISTRY))
                .run(workspace(), machine(RegistryLogin.none()));
        assertThat(image.isWritten()).isFalse();
        assertThat(image.getAbiVersions()).containsExactly("0.2.1");
        assertThat(directory).isDirectoryContaining("glob:**/auth.wasm");
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void what_is_wrong_comes_back_in_the_users_words() throws Exception {
        Files.writeString(directory.resolve("auth.wasm"), "#!/bin/sh");
        Machine machine = machine(RegistryLogin.none());
        assertThatThrownBy(() -> execution("auth.wasm", "127.0.0.1:1/x:1").run(workspace(), machine))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("byte 0: is no Wasm module");
        assertThatThrownBy(() -> execution("../auth.wasm", "127.0.0.1:1/x:1").run(workspace(), machine))
                .isInstanceOf(AbortException.class)
                .hasMessage("'../auth.wasm' is not in the workspace");
    }

    private static WasmImageStep.Execution execution(String file, String target) {
        return Serialized.copy(new WasmImageStep.Execution(
                mock(StepContext.class), new WasmImageStep(file, target), SomeChoices.REGISTRY));
    }

    private Machine machine(RegistryLogin login) {
        TreeMap<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("DOCKER_CONFIG", directory.resolve("docker").toString());
        return new Machine(environment, new PrintedLog(), login, GitLogin.none());
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
