package io.jenkins.plugins.istioimages.publish.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.publish.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelmIndexTest {
    private static final int LIMIT = 1 << 20;
    private static final String OTHERS = """
            apiVersion: v1
            entries:
              other:
              - apiVersion: v2
                appVersion: "1.10"
                created: "2021-01-01T00:00:00.5Z"
                description: 'Not ours: kept'
                digest: aa
                name: other
                extra: [1, 2]
                urls:
                - https://charts.example/other-1.tgz
                version: 1.0.0
            generated: "2030-01-01T00:00:00+01:00"
            """;

    @TempDir
    Path temporary;

    @Test
    void anEntryHasTheFieldsThatHelmGivesIt() throws IOException {
        ChartPackage chart = chart("1.14.5");
        HelmIndex index = HelmIndex.empty();
        index.put(chart, "https://charts.example/base-1.14.5.tgz", SampleRelease.CREATED);
        assertThat(index.text()).isEqualTo("""
                        apiVersion: v1
                        entries:
                          base:
                          - apiVersion: v2
                            appVersion: 1.14.5
                            created: '2022-10-12T08:11:00Z'
                            description: Chart of base
                            digest: %s
                            icon: https://istio.io/icon.svg
                            keywords:
                            - istio
                            maintainers:
                            - name: Istio
                            name: base
                            sources:
                            - https://github.com/istio/istio
                            urls:
                            - https://charts.example/base-1.14.5.tgz
                            version: 1.14.5
                        generated: '2022-10-12T08:11:00Z'
                        """.formatted(chart.file().sha256()));
    }

    @Test
    void whatOthersPutIntoItStays() throws IOException {
        HelmIndex index = HelmIndex.read("index.yaml", OTHERS, LIMIT);
        index.put(chart("1.14.5"), "https://charts.example/base-1.14.5.tgz", SampleRelease.CREATED);
        String text = index.text();
        assertThat(text)
                .contains("appVersion: \"1.10\"", "description: 'Not ours: kept'", "extra: [1, 2]")
                .contains("generated: '2029-12-31T23:00:00Z'");
        assertThat(text.indexOf("  base:")).isLessThan(text.indexOf("  other:"));
        assertThat(HelmIndex.read("again", text, LIMIT).find("other", "1.0.0"))
                .contains(new HelmIndex.Entry("aa", "https://charts.example/other-1.tgz"));
    }

    @Test
    void newerVersionsStandFirst() throws IOException {
        HelmIndex index = HelmIndex.empty();
        for (String version : new String[] {"1.9.0", "1.14.5", "1.14.5-rc.2", "1.14.5-rc.10", "1.10.0"}) {
            index.put(chart(version), "https://charts.example/" + version, SampleRelease.CREATED);
        }
        assertThat(index.text().lines().filter(line -> line.startsWith("    version:")))
                .containsExactly(
                        "    version: 1.14.5",
                        "    version: 1.14.5-rc.10",
                        "    version: 1.14.5-rc.2",
                        "    version: 1.10.0",
                        "    version: 1.9.0");
    }

    @Test
    void aVersionThatIsThereIsReplacedAndNotDoubled() throws IOException {
        HelmIndex index = HelmIndex.empty();
        index.put(chart("1.14.5"), "https://old.example/base.tgz", Instant.EPOCH);
        index.put(chart("1.14.5"), "https://charts.example/base.tgz", SampleRelease.CREATED);
        assertThat(index.text()).doesNotContain("old.example").containsOnlyOnce("created:");
    }

    @Test
    void anEmptyIndexIsOneAndOtherFilesAreNot() {
        HelmIndex index = HelmIndex.read("index.yaml", "apiVersion: v1\nentries: {}\n", LIMIT);
        assertThat(index.find("base", "1.14.5")).isEmpty();
        assertThat(HelmIndex.read("index.yaml", "apiVersion: v1\nentries:\n", LIMIT)
                        .text())
                .contains("entries: {");
        for (String text : new String[] {"", "- a\n", "<html>", "a: [", "\t"}) {
            assertThatThrownBy(() -> HelmIndex.read("index.yaml", text, LIMIT))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("index.yaml");
        }
    }

    private ChartPackage chart(String version) throws IOException {
        SampleRelease release = new SampleRelease(temporary, version, 1);
        String name = "base-" + version + ".tgz";
        return ChartPackage.read(LocalFile.read(name, release.charts().resolve(name)));
    }
}
