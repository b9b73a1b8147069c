package io.jenkins.plugins.istioimages.build.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartTest {
    @TempDir
    Path source;

    @BeforeEach
    void charts() throws IOException {
        chart("charts/base", "name: base\nversion: 1.0.0\n");
        chart("ambient", """
                name: ambient
                version: 1.0.0
                dependencies:
                - {name: base, version: 1.0.0, repository: "file://../charts/base"}
                """);
    }

    @Test
    void filesAreAllThatIsNotIgnored() throws IOException {
        write("charts/base/.helmignore", "*.bak\nci/\n");
        write("charts/base/values.yaml.bak", "");
        write("charts/base/ci/values.yaml", "");
        write("charts/base/files/a.txt", "");
        write("charts/base/templates/.swp", "");
        assertThat(read("charts/base").files().keySet())
                .containsExactly(".helmignore", "files/a.txt", "templates/a.yaml", "values.yaml");
    }

    @Test
    void aNeededChartIsReadFromBesideIt() throws IOException {
        assertThat(read("ambient").needed())
                .extracting(chart -> chart.description().name())
                .containsExactly("base");
    }

    @Test
    void aNeededChartThatLiesInsideIsTakenFromThere() throws IOException {
        chart("ambient/charts/base", "name: base\nversion: 9.9.9\n");
        assertThat(read("ambient").needed())
                .extracting(chart -> chart.description().version())
                .containsExactly("9.9.9");
        assertThat(read("ambient").files()).doesNotContainKey("charts/base/values.yaml");
    }

    @Test
    void whatIsNoChartIsSaid() {
        assertThatThrownBy(() -> read("nowhere"))
                .isInstanceOf(InputException.class)
                .hasMessage("there is no chart in nowhere: it has no Chart.yaml");
    }

    @Test
    void anotherVersionThanTheNeededOneIsSaid() throws IOException {
        chart("charts/base", "name: base\nversion: 2.0.0\n");
        assertThatThrownBy(() -> read("ambient"))
                .isInstanceOf(InputException.class)
                .hasMessage("chart ambient needs base 1.0.0, and in charts/base is base 2.0.0");
    }

    @Test
    void nothingIsFetchedAndNothingReadOutsideOfTheSource() throws IOException {
        chart("far", "name: far\ndependencies: [{name: x, version: 1, repository: \"https://charts.example\"}]\n");
        assertThatThrownBy(() -> read("far"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("charts are packaged of the source alone");
        chart("out", "name: out\ndependencies: [{name: x, version: 1, repository: \"file://../../../etc\"}]\n");
        assertThatThrownBy(() -> read("out"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("which is not in the source");
    }

    @Test
    void chartsThatNeedEachOtherAreSaid() throws IOException {
        chart("a", "name: a\nversion: 1\ndependencies: [{name: b, version: 1, repository: \"file://../b\"}]\n");
        chart("b", "name: b\nversion: 1\ndependencies: [{name: a, version: 1, repository: \"file://../a\"}]\n");
        assertThatThrownBy(() -> read("a"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("charts need each other");
    }

    @Test
    void aPackedChartInsideIsSaid() throws IOException {
        write("ambient/charts/base-1.0.0.tgz", "");
        assertThatThrownBy(() -> read("ambient"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("ambient/charts/base-1.0.0.tgz is packed already");
    }

    @Test
    void theLockHasWhatIsNeededAndTheReleasesTime() throws IOException {
        String lock = ChartLock.text(read("ambient").description(), Instant.parse("2022-10-12T08:11:00Z"));
        // The digest is what helm 3.16.4 wrote for the same chart.
        assertThat(lock).isEqualTo("""
                dependencies:
                - name: base
                  repository: file://../charts/base
                  version: 1.0.0
                digest: sha256:9a0921d80f2505de4cb13482cc52aabec85a41241ac55ca0c8177f4b16d1dd5f
                generated: '2022-10-12T08:11:00Z'
                """);
    }

    private Chart read(String directory) throws IOException {
        return Chart.read(source.resolve(directory), source);
    }

    private void chart(String directory, String description) throws IOException {
        write(directory + "/Chart.yaml", description);
        write(directory + "/values.yaml", "a: 1\n");
        write(directory + "/templates/a.yaml", "");
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(source.resolve(path).getParent());
        Files.writeString(source.resolve(path), text);
    }
}
