package io.jenkins.plugins.istioimages.build.outputs;

import static io.jenkins.plugins.istioimages.build.outputs.OutputStages.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.build.StageDirectory;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrafanaDashboardsTest {
    private static final String DASHBOARDS = "manifests/addons/dashboards/";

    private final Stage stage = OutputStages.stage(StageKind.GRAFANA);

    @TempDir
    Path dir;

    private StageDirectory directory;

    @BeforeEach
    void work() {
        directory = new StageDirectory(dir.resolve("work"));
    }

    @Test
    void aDashboardAsksForItsDataSourceAndSaysItsRelease() throws IOException {
        write(directory, DASHBOARDS + "mesh-dashboard.gen.json", """
                {"title": "Mesh", "panels": [
                  {"datasource": "Prometheus", "targets": [{"datasource": "Prometheus"}]},
                  {"datasource": "Loki"}, {"datasource": {"uid": "${datasource}"}}]}""");
        write(directory, DASHBOARDS + "lib.json", "{}");
        Path out = made();
        JsonNode made = Json.read(Files.readAllBytes(out.resolve("grafana/mesh-dashboard.json")), "made");
        assertThat(made.path("description").asText()).isEqualTo("Mesh version 1.14.5");
        assertThat(made.path("__inputs").path(0).path("name").asText()).isEqualTo("DS_PROMETHEUS");
        assertThat(made.path("__requires")).hasSize(4);
        assertThat(made.at("/panels/0/datasource").asText()).isEqualTo("${DS_PROMETHEUS}");
        assertThat(made.at("/panels/0/targets/0/datasource").asText()).isEqualTo("${DS_PROMETHEUS}");
        assertThat(made.at("/panels/1/datasource").asText()).isEqualTo("Loki");
        assertThat(made.at("/panels/2/datasource/uid").asText()).isEqualTo("${datasource}");
        assertThat(out.resolve("grafana/lib.json")).doesNotExist();
    }

    @Test
    void oneWithADescriptionOrWithoutATitleIsRefusedByName() throws IOException {
        write(directory, DASHBOARDS + "a-dashboard.json", "{\"title\": \"A\", \"description\": \"mine\"}");
        assertThatThrownBy(this::made)
                .isInstanceOf(InputException.class)
                .hasMessage("manifests/addons/dashboards/a-dashboard.json has a description already: mine");
        write(directory, DASHBOARDS + "a-dashboard.json", "{}");
        assertThatThrownBy(this::made)
                .isInstanceOf(InputException.class)
                .hasMessage("manifests/addons/dashboards/a-dashboard.json has no title");
    }

    @Test
    void whatIsNoJsonIsRefused() throws IOException {
        write(directory, DASHBOARDS + "a-dashboard.json", "[");
        assertThatThrownBy(this::made).isInstanceOf(MalformedContentException.class);
    }

    @Test
    void aSourceWithoutDashboardsIsSaid() {
        assertThatThrownBy(this::made)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the istio source has no manifests/addons/dashboards");
    }

    private Path made() throws IOException {
        Path out = Files.createTempDirectory(dir, "out");
        new GrafanaDashboards().make(stage, directory, out);
        return out;
    }
}
