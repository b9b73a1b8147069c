package io.jenkins.plugins.istioimages.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionManifestTest {
    @TempDir
    Path directory;

    @Test
    void aVersionStandsForIstioAndItsProxyOnTwoPlatforms() throws Exception {
        Path file = Files.writeString(directory.resolve("Dockerfile.version"), "FROM istio/proxyv2:v1.14.5\n");

        ReleaseManifest manifest = ManifestReader.read(file).manifest();

        assertThat(manifest.version()).isEqualTo("1.14.5");
        assertThat(manifest.architectures())
                .containsExactly(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));
        assertThat(manifest.dependencies().keySet()).containsExactly("istio", "proxy");
        assertThat(manifest.dependencies().get("istio").git()).contains("https://github.com/istio/istio");
        assertThat(manifest.dependencies().get("istio").branch()).contains("1.14.5");
        assertThat(manifest.dependencies().get("proxy").auto()).contains(Auto.DEPS);
        assertThat(manifest.docker()).isEmpty();
    }

    @Test
    void repositoriesMayBeElsewhere() throws Exception {
        Path file = Files.writeString(directory.resolve("Dockerfile.version"), "FROM istio/proxyv2:1.14.5\n");

        assertThat(VersionManifest.read(file, "https://git.example/mirror/")
                        .manifest()
                        .dependencies()
                        .get("proxy")
                        .git())
                .contains("https://git.example/mirror/proxy");
        assertThatThrownBy(() -> VersionManifest.read(file, "a \"b\"\\c"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("repositories cannot be below 'a \"b\"\\c'");
    }

    @Test
    void whatIsWrongInTheFileIsSaidWithItsPlace() throws Exception {
        Path file = Files.writeString(directory.resolve("Dockerfile.version"), "FROM istio/proxyv2:latest\n");

        assertThatThrownBy(() -> ManifestReader.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Dockerfile.version:1:6");
    }

    @ParameterizedTest
    @CsvSource({
        "Dockerfile.version, true",
        "a/dockerfile, true",
        "istio.Dockerfile, true",
        "manifest.yaml, false",
        "Dockerfile-1.14, false",
        "mydockerfile.yaml, false"
    })
    void aDockerfileIsToldByItsName(String name, boolean meant) {
        assertThat(VersionManifest.isMeant(Path.of(name))).isEqualTo(meant);
    }
}
