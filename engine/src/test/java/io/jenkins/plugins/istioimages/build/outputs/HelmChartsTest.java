package io.jenkins.plugins.istioimages.build.outputs;

import static io.jenkins.plugins.istioimages.build.outputs.OutputStages.names;
import static io.jenkins.plugins.istioimages.build.outputs.OutputStages.texts;
import static io.jenkins.plugins.istioimages.build.outputs.OutputStages.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.build.StageDirectory;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelmChartsTest {
    private final Stage stage = OutputStages.stage(StageKind.HELM);

    @TempDir
    Path dir;

    private StageDirectory directory;

    @BeforeEach
    void charts() throws IOException {
        directory = new StageDirectory(dir.resolve("work"));
        write(directory, "manifests/charts/base/Chart.yaml", "# no\nname: base\nversion: 1.0.0\nappVersion: 1.0.0\n");
        write(directory, "manifests/charts/base/values.yaml", "hub: gcr.io/istio-testing\ntag: 1.14-dev # x\n");
        write(directory, "manifests/charts/base/values.schema.json", "{}");
        write(directory, "manifests/charts/base/templates/a.yaml", "a");
        write(directory, "manifests/charts/base/README.md", "tag: latest\n");
        write(directory, "manifests/charts/gateways/istio-ingress/Chart.yaml", "name: istio-ingress\nversion: 1\n");
        write(directory, "manifests/sample-charts/ambient/Chart.yaml", """
                name: ambient
                version: 1.0.0
                dependencies:
                - {name: base, version: 1.0.0, repository: "file://../../charts/base"}
                """);
        new HelmCharts().prepare(stage, directory);
    }

    @Test
    void chartsAreGivenTheReleaseBeforeAnyCommandRuns() throws IOException {
        Path base = directory.source("istio").resolve("manifests/charts/base");
        assertThat(base.resolve("Chart.yaml")).hasContent("appVersion: 1.14.5\nname: base\nversion: 1.14.5\n");
        assertThat(base.resolve("values.yaml")).hasContent("hub: ghcr.io/resf/istio\ntag: 1.14.5 # x\n");
        assertThat(base.resolve("README.md")).hasContent("tag: latest\n");
        assertThat(directory.source("istio").resolve("manifests/charts/gateways/istio-ingress/Chart.yaml"))
                .content()
                .contains("version: 1.14.5");
    }

    @Test
    void aPackageHasDescriptionAndValuesFirstThenTemplatesThenTheRest() throws IOException {
        assertThat(names(made().resolve("helm/base-1.14.5.tgz")))
                .containsExactly(
                        "base/Chart.yaml",
                        "base/values.schema.json",
                        "base/values.yaml",
                        "base/templates/a.yaml",
                        "base/README.md");
    }

    @Test
    void aChartThatNeedsOthersHasThemInsideWithALock() throws IOException {
        Map<String, String> files = texts(made().resolve("helm/samples/ambient-1.14.5.tgz"));
        assertThat(files.keySet())
                .contains("ambient/Chart.yaml", "ambient/Chart.lock", "ambient/charts/base/Chart.yaml");
        assertThat(files.get("ambient/Chart.yaml")).contains("version: 1.14.5").doesNotContain("1.0.0");
        assertThat(files.get("ambient/charts/base/values.yaml")).contains("tag: 1.14.5");
    }

    @Test
    void onlyPublishedChartsArePackaged() throws IOException {
        try (var all = Files.walk(made())) {
            assertThat(all.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("base-1.14.5.tgz", "ambient-1.14.5.tgz");
        }
    }

    @Test
    void twoPackagesOfOneChartAreEqual() throws IOException {
        byte[] first = Files.readAllBytes(made("one").resolve("helm/base-1.14.5.tgz"));
        assertThat(made("two").resolve("helm/base-1.14.5.tgz")).hasBinaryContent(first);
    }

    private Path made() throws IOException {
        return made("out");
    }

    private Path made(String name) throws IOException {
        Path out = Files.createDirectory(dir.resolve(name));
        new HelmCharts().make(stage, directory, out);
        return out;
    }
}
