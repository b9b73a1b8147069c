package io.jenkins.plugins.istioimages.source;

import static io.jenkins.plugins.istioimages.source.Manifests.dep;
import static io.jenkins.plugins.istioimages.source.Manifests.release;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.manifest.Auto;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole release over HTTP: resolved, fetched, checked out, and read by git. */
class SourcesEndToEndIT {
    @TempDir
    Path temp;

    @Test
    void resolvesFetchesAndChecksOutARelease() throws Exception {
        Path root = temp.resolve("repos");
        try (TestRepository api = TestRepository.create(root.resolve("api"));
                TestRepository proxy = TestRepository.create(root.resolve("proxy"));
                TestRepository envoy = TestRepository.create(root.resolve("envoy"));
                TestRepository istio = TestRepository.create(root.resolve("istio"));
                GitHttpServer server = GitHttpServer.start(root)) {
            String apiPinned = api.commit("api one", Map.of("api.proto", "one"));
            api.commit("api two", Map.of("api.proto", "two"));
            String envoyPinned = envoy.commit("envoy", Map.of("envoy.cc", "int main() {}"));
            String proxyPinned = proxy.commit("proxy", Map.of("WORKSPACE", "ENVOY_SHA = \"" + envoyPinned + "\"\n"));
            proxy.commit("proxy later", Map.of("README.md", "later"));
            istio.commit("first", Map.of("README.md", "istio"));
            istio.branch("release-1.14");
            String istioTip = istio.commit(
                    "pins",
                    Map.of(
                            "istio.deps",
                            "[{\"repoName\": \"proxy\", \"lastStableSHA\": \"" + proxyPinned + "\"}]",
                            "go.mod",
                            "module istio.io/istio\n\nrequire istio.io/api v0.0.0-20221004225939-"
                                    + apiPinned.substring(0, 12) + "\n"));
            ReleaseManifest manifest = release(
                    "1.14.5",
                    dep("istio").git(server.url("istio")).branch("release-1.14").get(),
                    dep("api").git(server.url("api")).auto(Auto.MODULES).get(),
                    dep("proxy").git(server.url("proxy")).auto(Auto.DEPS).get(),
                    dep("envoy")
                            .git(server.url("envoy"))
                            .auto(Auto.PROXY_WORKSPACE)
                            .get());
            MirrorCache mirrors = new MirrorCache(temp.resolve("cache"), GitAccess.standard());

            Lock lock = new SourceResolver(mirrors, SourceOptions.standard()).resolve(manifest);

            assertThat(lock.sources().keySet()).containsExactly("istio", "api", "proxy", "envoy");
            assertThat(lock.istio().sha()).isEqualTo(istioTip);
            assertThat(lock.sources().get("api").sha()).isEqualTo(apiPinned);
            assertThat(lock.sources().get("proxy").sha()).isEqualTo(proxyPinned);
            assertThat(lock.sources().get("envoy").sha()).isEqualTo(envoyPinned);
            Path work = temp.resolve("work/istio");
            assertThat(new Checkout(mirrors).prepare(lock.istio(), "1.14.5", work))
                    .isTrue();
            assertThat(Files.readString(work.resolve("README.md"))).isEqualTo("istio");
            assertThat(GitCommand.in(work, "rev-parse", "HEAD")).isEqualTo(istioTip);
            assertThat(GitCommand.in(work, "describe", "--tags", "--always")).isEqualTo("1.14.5");
            assertThat(GitCommand.in(work, "status", "--porcelain", "--ignored"))
                    .isEmpty();
            assertThat(GitCommand.in(work, "diff-index", "--name-only", "HEAD")).isEmpty();
            assertThat(GitCommand.in(work, "fsck", "--full")).isEmpty();
            assertThat(new Checkout(mirrors).prepare(lock.istio(), "1.14.5", work))
                    .isFalse();
        }
    }
}
