package io.jenkins.plugins.istioimages.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierReleaseTest {
    private static final String MANIFEST = "architectures:\n- linux/amd64\nversion: 1.14.5\n";
    private static final List<String> RELEASE = List.of(
            "SHA256SUMS",
            "deb/istio-sidecar.deb",
            "deb/istio-sidecar.deb.sha256",
            "docker/pilot-arm64.tar.gz",
            "grafana/pilot-dashboard.json",
            "helm/base-1.14.4.tgz",
            "helm/samples/ambient-1.14.4.tgz",
            "images.html",
            "images.yaml",
            "istio-1.14.4-osx.tar.gz",
            "istio-1.14.4-win.zip.sha256",
            "istio-release.spdx",
            "istio-release.spdx.json",
            "istio-source.spdx.json.sha256",
            "istioctl-1.14.4-win.zip",
            "licenses/istio.tar.gz",
            "lock.yaml",
            "manifest.yaml.sha256",
            "rpm/istio-sidecar.rpm",
            "sources.tar.gz");

    @TempDir
    private Path out;

    @Test
    void ofAnotherVersionEveryFileIsRemovedAndItIsSaid() throws IOException {
        fill("version: 1.14.4\n");
        assertThat(new EarlierRelease(out).remove(MANIFEST))
                .contains(out + " had the release 1.14.4: its 21 files are removed");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void ofOtherCommitsItIsSaidThatTheVersionIsTheSame() throws IOException {
        fill(MANIFEST.replace("amd64", "arm64"));
        assertThat(new EarlierRelease(out).remove(MANIFEST).orElseThrow())
                .startsWith(out + " had a release 1.14.5 of other commits, platforms or settings: its 21 files");
    }

    @Test
    void theSameReleaseStays() throws IOException {
        fill(MANIFEST);
        List<String> before = files();
        assertThat(new EarlierRelease(out).remove(MANIFEST)).isEmpty();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whatNoReleaseHasStays() throws IOException {
        fill("version: 1.14.4\n");
        List<String> others = List.of("notes.txt", "docs/istio-1.zip", "validate.xml", "istioctl", "sub/manifest.yaml");
        for (String file : others) {
            write(file, "mine");
        }
        new EarlierRelease(out).remove(MANIFEST);
        assertThat(files()).containsExactlyInAnyOrderElementsOf(others);
    }

    @Test
    void whereThereIsNoManifestThereIsNoRelease() throws IOException {
        write("helm/mine.tgz", "mine");
        assertThat(new EarlierRelease(out).remove(MANIFEST)).isEmpty();
        assertThat(new EarlierRelease(out.resolve("none")).remove(MANIFEST)).isEmpty();
        assertThat(files()).containsExactly("helm/mine.tgz");
    }

    @Test
    void linksAreRemovedAndWhatTheyLeadToIsNot() throws IOException {
        write("manifest.yaml", "version: 1.14.4\n");
        Path elsewhere = Files.createDirectory(out.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("pilot.tar.gz"), "mine");
        Files.createSymbolicLink(out.resolve("docker"), elsewhere);
        Files.createSymbolicLink(out.resolve("sources.tar.gz"), elsewhere.resolve("pilot.tar.gz"));
        new EarlierRelease(out).remove(MANIFEST);
        assertThat(files()).containsExactlyInAnyOrder("elsewhere/pilot.tar.gz");
        assertThat(out.resolve("sources.tar.gz")).doesNotExist();
    }

    private void fill(String manifest) throws IOException {
        for (String file : RELEASE) {
            write(file, "release");
        }
        write("manifest.yaml", manifest);
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(out.resolve(file).getParent());
        Files.writeString(out.resolve(file), text);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(out)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> out.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
