package io.jenkins.plugins.istioimages.jenkins.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which release a step is asked for, of a manifest or of a Dockerfile.version alone. */
class ManifestRequestTest {
    @TempDir
    Path workspace;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(workspace.resolve("Dockerfile.version"), "FROM istio/proxyv2:1.14.5\n");
        Files.writeString(workspace.resolve("manifest.yaml"), """
                docker: registry.example/istio
                dependencies:
                  istio: {git: "file:///nowhere/istio", branch: release-1.14}
                """);
    }

    @Test
    void a_dockerfile_version_alone_stands_for_that_version_of_istio_for_both_platforms() {
        ReleaseManifest manifest = read(new ManifestRequest("Dockerfile.version"));
        assertThat(manifest.version()).isEqualTo("1.14.5");
        assertThat(manifest.architectures()).containsExactly(Platform.LINUX_AMD64, Platform.LINUX_ARM64);
        assertThat(manifest.dependencies()).containsOnlyKeys("istio", "proxy");
        assertThat(manifest.dependencies().get("istio").git()).contains("https://github.com/istio/istio");
        assertThat(manifest.dependencies().get("istio").branch()).contains("1.14.5");
    }

    @Test
    void its_repositories_may_be_elsewhere_and_a_parameter_of_the_job_may_say_the_version() {
        ReleaseManifest manifest = read(new ManifestRequest("Dockerfile.version")
                .repositories("https://git.example/mirror/")
                .version("1.14.6"));
        assertThat(manifest.version()).isEqualTo("1.14.6");
        assertThat(manifest.dependencies().get("istio").git()).contains("https://git.example/mirror/istio");
        assertThat(manifest.dependencies().get("istio").branch()).contains("1.14.6");
    }

    @Test
    void a_manifest_takes_its_version_from_the_one_or_the_other() {
        ManifestRequest manifest = new ManifestRequest("manifest.yaml");
        assertThat(read(manifest.versionFrom("Dockerfile.version")).version()).isEqualTo("1.14.5");
        assertThat(read(manifest.version("1.14.7")).version()).isEqualTo("1.14.7");
    }

    @Test
    void what_does_not_go_together_is_told_before_anything_is_read() {
        refused(new ManifestRequest(" "), "say which manifest to build, like manifest.yaml");
        refused(
                new ManifestRequest("Dockerfile.version").versionFrom("other"),
                "versionFrom is for a manifest: Dockerfile.version says the version itself");
        refused(
                new ManifestRequest("manifest.yaml").repositories("https://git.example"),
                "repositories is for a Dockerfile.version: manifest.yaml names its own");
        refused(
                new ManifestRequest("manifest.yaml").version("1.14.5").versionFrom("other"),
                "version and versionFrom both say the version: leave one of them out");
        assertThatThrownBy(() -> read(new ManifestRequest("../Dockerfile.version")))
                .isInstanceOf(InputException.class)
                .hasMessage("'../Dockerfile.version' is not in the workspace");
    }

    @Test
    void docker_for_base_images_is_refused_where_there_are_none_of_ones_own() {
        PlanRequest request = new PlanRequest("manifest.yaml");
        assertThatThrownBy(() -> request.ownBases(false, "docker").check())
                .isInstanceOf(InputException.class)
                .hasMessage("baseImageBuilder is for base images of one's own: say ownBases: true, too");
        request.ownBases(true, "docker").check();
        assertThatThrownBy(() -> request.ownBases(true, "dcoker").check())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("dcoker");
    }

    private void refused(ManifestRequest request, String why) {
        assertThatThrownBy(request::check).isInstanceOf(InputException.class).hasMessage(why);
        assertThatThrownBy(() -> read(request)).hasMessage(why);
    }

    private ReleaseManifest read(ManifestRequest request) {
        return Serialized.copy(request).read(workspace).manifest();
    }
}
