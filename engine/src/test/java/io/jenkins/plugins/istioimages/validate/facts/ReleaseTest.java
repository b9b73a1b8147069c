package io.jenkins.plugins.istioimages.validate.facts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseTest {
    @TempDir
    private Path out;

    @Test
    void aDirectoryWithoutManifestIsNoRelease() {
        assertThatThrownBy(() -> Release.open(out))
                .isInstanceOf(InputException.class)
                .hasMessage("'" + out + "' is no release: it has no manifest.yaml");
    }

    @Test
    void filesAreListedSortedWithSlashes() throws IOException {
        manifest("version: 1.2.3\n");
        Files.createDirectories(out.resolve("helm/samples"));
        Files.writeString(out.resolve("helm/samples/b.tgz"), "");
        Files.writeString(out.resolve("helm/a.tgz"), "");
        Release release = Release.open(out);
        assertThat(release.files()).containsExactly("helm/a.tgz", "helm/samples/b.tgz", "manifest.yaml");
        assertThat(release.in("helm")).containsExactly("a.tgz");
        assertThat(release.bundleNames()).containsExactly("helm/a.tgz", "helm/samples/b.tgz");
    }

    @Test
    void oneThatIsNotSmallIsNotRead() throws IOException {
        manifest("version: 1.2.3\n");
        Files.write(out.resolve("SHA256SUMS"), new byte[(1 << 20) + 1]);
        Release release = Release.open(out);
        assertThatThrownBy(() -> release.small("SHA256SUMS"))
                .isInstanceOf(WorkException.class)
                .hasMessage("SHA256SUMS has more than 1048576 bytes");
    }

    @Test
    void aManifestOf2019HasNoArchitectures() {
        ResolvedManifest manifest = parse("version: 1.4.0\ndependencies:\n  istio:\n    sha: abc\n  api: null\n");
        assertThat(manifest.architectures()).containsExactly(Platform.LINUX_AMD64);
        assertThat(manifest.dependencies()).containsOnlyKeys("istio").containsEntry("istio", "abc");
        assertThat(manifest.docker()).isEmpty();
    }

    @Test
    void aVersionThatLooksLikeANumberStaysText() {
        assertThat(parse("version: 1.10\n").version()).isEqualTo("1.10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "docker: x",
                "version: ''",
                "version: [1]",
                "version: a b",
                "a: [",
                "version: &a 1\nb: *c",
                "\0"
            })
    void whatIsNoManifestIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux", "linux/amd64/v1/x", "/", "Linux/amd64"})
    void anArchitectureMustBeOne(String platform) {
        assertThatThrownBy(() -> parse("version: 1.2.3\narchitectures: ['" + platform + "']\n"))
                .isInstanceOf(InputException.class);
    }

    @Test
    void namesOfArchivesTellSystemAndArchitecture() {
        assertThat(IstioctlArchive.of("istio-1.2.3-linux-armv7.tar.gz", "1.2.3"))
                .contains(new IstioctlArchive(
                        "istio-1.2.3-linux-armv7.tar.gz", "linux", "arm", true, "istio-1.2.3/bin/istioctl"));
        assertThat(IstioctlArchive.of("istioctl-1.2.3-win.zip", "1.2.3"))
                .contains(new IstioctlArchive("istioctl-1.2.3-win.zip", "windows", "amd64", false, "istioctl.exe"));
        assertThat(IstioctlArchive.of("istioctl-1.2.4-win.zip", "1.2.3")).isEqualTo(Optional.empty());
        assertThat(IstioctlArchive.of("istio-1.2.3-plan9.tar.gz", "1.2.3")).isEmpty();
    }

    private void manifest(String text) throws IOException {
        Files.writeString(out.resolve("manifest.yaml"), text);
    }

    private static ResolvedManifest parse(String text) {
        return ResolvedManifest.parse(text.getBytes(UTF_8), "manifest.yaml");
    }
}
