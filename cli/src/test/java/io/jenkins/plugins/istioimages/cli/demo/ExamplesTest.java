package io.jenkins.plugins.istioimages.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.manifest.ManifestReader;
import io.jenkins.plugins.istioimages.manifest.ReadManifest;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.source.GitAccess;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.SourceOptions;
import io.jenkins.plugins.istioimages.source.SourceResolver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples that this project ships, as repositories. */
class ExamplesTest {
    @TempDir
    Path temp;

    @Test
    void everyRepositoryOfBothManifestFormsIsThere() throws IOException {
        Map<String, Path> made = new DemoRepositories(Path.of("../examples")).create(temp);
        assertThat(made.keySet())
                .contains("istio", "api", "proxy", "ztunnel", "client-go", "test-infra", "tools", "envoy")
                .contains("cni", "operator", "pkg", "gogo-genproto", "release-builder");
        assertThat(content(made.get("istio"), "istio.deps"))
                .containsPattern("\"repoName\": \"proxy\",\\s+\"file\": \"\",\\s+\"lastStableSHA\": \"[0-9a-f]{40}\"");
        assertThat(content(made.get("istio"), "go.mod"))
                .containsPattern("istio.io/api v0.0.0-20221012081100-[0-9a-f]{12}\n");
        assertThat(content(made.get("proxy"), "WORKSPACE")).containsPattern("ENVOY_SHA = \"[0-9a-f]{40}\"");
    }

    @Test
    void theDockerfilesOfMiniIstioRunNothing() throws IOException {
        Path istio = new DemoRepositories(Path.of("../examples")).create(temp).get("istio");
        for (String dockerfile : new String[] {
            "pilot/docker/Dockerfile.pilot",
            "pilot/docker/Dockerfile.proxyv2",
            "pilot/docker/Dockerfile.ztunnel",
            "istioctl/docker/Dockerfile.istioctl",
            "cni/deployments/kubernetes/Dockerfile.install-cni"
        }) {
            assertThat(content(istio, dockerfile))
                    .contains("ARG BASE_DISTRIBUTION=debug", "FROM ${BASE_DISTRIBUTION:-debug}")
                    .doesNotContainPattern("(?m)^RUN ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "release", "four-platforms", "seed", "localpath", "istio-1.14"})
    void everyManifestIsReadWithoutANotice(String name) {
        ReadManifest read = ManifestReader.read(Path.of("../examples/" + name + ".yaml"));
        assertThat(read.notices()).isEmpty();
        assertThat(read.manifest().version()).startsWith("1.14.5");
        assertThat(read.manifest().dependencies()).containsKeys("istio", "proxy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "release", "four-platforms", "seed"})
    void theSourcesOfAManifestResolveAfterTheDemo(String name) throws IOException {
        new DemoRepositories(Path.of("../examples")).create(temp.resolve("target/demo/git"));
        Path manifest = Files.createDirectories(temp.resolve("examples")).resolve(name + ".yaml");
        Files.copy(Path.of("../examples/" + name + ".yaml"), manifest);
        ReleaseManifest release = ManifestReader.read(manifest).manifest();
        Lock lock = new SourceResolver(
                        new MirrorCache(temp.resolve("mirrors"), GitAccess.standard()), SourceOptions.standard())
                .resolve(release);
        assertThat(lock.sources().keySet()).isEqualTo(release.dependencies().keySet());
        assertThat(lock.istio().committed()).hasToString("2022-10-12T08:11:00Z");
    }

    private static String content(Path gitDir, String path) throws IOException {
        try (Repository repository = BareRepository.open(gitDir)) {
            return new String(
                    repository.open(repository.resolve("master:" + path)).getBytes(), StandardCharsets.UTF_8);
        }
    }
}
