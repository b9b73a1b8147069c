package io.jenkins.plugins.istioimages.jenkins.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import io.jenkins.plugins.istioimages.plan.SupportedReleases;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release without support is refused on the agent, where its version is read, before anything is fetched. */
class PlanSupportTest {
    private static final SupportedReleases TABLE =
            SupportedReleases.parse("releases: [{version: 1.31.1}, {version: 1.14.6, endOfSupport: \"2022-12-27\"}]");

    @TempDir
    Path workspace;

    @BeforeEach
    void manifest() throws IOException {
        Files.writeString(workspace.resolve("manifest.yaml"), """
                version: 1.14.5
                docker: registry.example/istio
                dependencies:
                  istio: {git: "file:///nowhere/istio", branch: release-1.14}
                """);
    }

    @Test
    void without_support_it_is_refused_in_the_words_of_a_jenkinsfile() {
        assertThatThrownBy(() -> plan(request().support(TABLE, LocalDate.of(2026, 11, 21))))
                .isInstanceOf(AbortException.class)
                .hasMessage("version 1.14.5 is refused: Istio 1.14 has had no support since 2022-12-27. On 2026-11-21"
                        + " these have support: 1.31 (newest patch 1.31.1); to build 1.14.5 all the same, say"
                        + " allowUnsupported: true");
    }

    @Test
    void whoever_allows_it_gets_to_its_sources() {
        assertThatThrownBy(() -> plan(request().allowUnsupported(true).support(TABLE, LocalDate.of(2026, 11, 21))))
                .hasMessageContaining("nowhere");
    }

    @Test
    void on_a_day_with_support_it_is_planned() {
        assertThatThrownBy(() -> plan(request().support(TABLE, LocalDate.of(2022, 12, 27))))
                .hasMessageContaining("nowhere");
    }

    private static PlanRequest request() {
        return new PlanRequest("manifest.yaml");
    }

    private void plan(PlanRequest request) throws IOException, InterruptedException {
        TaskListener log = mock(TaskListener.class);
        when(log.getLogger()).thenReturn(new PrintStream(OutputStream.nullOutputStream()));
        Machine machine = new Machine(Map.of("HOME", workspace.toString()), log, RegistryLogin.none(), GitLogin.none());
        String document = new PlanCallable(Serialized.copy(request), machine).invoke(workspace.toFile(), null);
        assertThat(document).isNull();
    }
}
