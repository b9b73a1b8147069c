package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.UpdatesCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.UpdatesRequest;
import io.jenkins.plugins.istioimages.jenkins.config.ReleaseEntry;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import io.jenkins.plugins.istioimages.jenkins.data.Updates;
import io.jenkins.plugins.istioimages.plan.SupportedReleases;
import io.jenkins.plugins.istioimages.source.GitHttpServer;
import io.jenkins.plugins.istioimages.source.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The step's own execution; a directory plays the workspace, and what crosses goes through bytes. */
@Timeout(60)
class UpdatesOnAgentIT {
    @TempDir
    Path directory;

    private TestRepository istio;
    private GitHttpServer server;

    @BeforeEach
    void upstream() throws Exception {
        istio = TestRepository.create(directory.resolve("upstream/istio"));
        istio.commit("files", Map.of("README.md", "istio"));
        istio.tag("1.14.5").tag("1.14.6");
        server = GitHttpServer.start(directory.resolve("upstream"));
        Path release = Files.createDirectories(directory.resolve("workspace/release"));
        Files.writeString(
                release.resolve("manifest.yaml"),
                "dependencies:\n  istio: {git: " + server.url("istio") + ", branch: \"${version}\"}\n");
        Files.writeString(release.resolve("Dockerfile.version"), "FROM istio/proxyv2:1.14.5\n");
    }

    @AfterEach
    void stop() {
        server.close();
        istio.close();
    }

    @Test
    void a_newer_patch_comes_back_as_a_map_and_by_the_tables_of_the_system_configuration() throws Exception {
        try (SystemSettings settings = new SystemSettings()) {
            settings.configuration.setKeepKnownReleases(false);
            ReleaseEntry entry = new ReleaseEntry("1.14.4");
            entry.setEndOfSupport("2999-12-27");
            settings.configuration.setReleases(List.of(entry));

            Object updates = Serialized.copy(
                            new IstioUpdatesStep.Execution(mock(StepContext.class), request(), SomeChoices.GIT))
                    .run(workspace(), machine());

            assertThat(updates)
                    .isEqualTo(List.of(Map.of(
                            "kind", "patch",
                            "name", "1.14",
                            "have", "1.14.5",
                            "now", "1.14.6",
                            "where", "release/Dockerfile.version",
                            "text", "Istio 1.14.6 is out, release/Dockerfile.version has 1.14.5")));
        }
    }

    @Test
    void the_end_of_support_counts_from_the_day_that_the_controller_has() throws Exception {
        SupportedReleases table =
                SupportedReleases.parse("releases:\n- {version: 1.14.6, endOfSupport: \"2022-12-27\"}\n");
        assertThat(kinds(table, LocalDate.of(2022, 12, 1))).containsExactly("patch", "support");
        assertThat(kinds(table, LocalDate.of(2022, 10, 1))).containsExactly("patch");
    }

    @Test
    void what_is_wrong_is_said_before_an_agent_is_asked_or_in_the_users_words_after() throws Exception {
        assertThatThrownBy(() -> new UpdatesRequest(" ", "", "", List.of(), 30))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("which manifest");
        assertThatThrownBy(() -> new UpdatesRequest("m.yaml", "", "", List.of("1"), 30))
                .hasMessageContaining("line '1' is wrong");
        assertThatThrownBy(() -> new UpdatesRequest("m.yaml", "", "", List.of(), -1))
                .hasMessageContaining("below 0");
        UpdatesRequest outside = new UpdatesRequest("../manifest.yaml", "", "", List.of(), 30);
        assertThatThrownBy(() -> workspace()
                        .act(new UpdatesCallable(outside, SupportedReleases.known(), LocalDate.EPOCH, machine())))
                .isInstanceOf(AbortException.class)
                .hasMessage("'../manifest.yaml' is not in the workspace");
    }

    private static UpdatesRequest request() {
        return new UpdatesRequest("release/manifest.yaml", "release/Dockerfile.version", "", List.of(), 30);
    }

    private List<String> kinds(SupportedReleases table, LocalDate day) throws Exception {
        String report = workspace().act(new UpdatesCallable(request(), table, day, machine()));
        return Updates.of(report).stream().map(update -> update.get("kind")).toList();
    }

    private Machine machine() {
        TreeMap<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("ISTIO_IMAGES_CACHE", directory.resolve("cache").toString());
        return new Machine(environment, new PrintedLog(), RegistryLogin.none(), GitLogin.none());
    }

    private FilePath workspace() throws Exception {
        FilePath workspace = mock(FilePath.class);
        when(workspace.act(any())).thenAnswer(call -> {
            FilePath.FileCallable<?> work = Serialized.copy(call.<FilePath.FileCallable<?>>getArgument(0));
            return work.invoke(directory.resolve("workspace").toFile(), null);
        });
        return workspace;
    }
}
