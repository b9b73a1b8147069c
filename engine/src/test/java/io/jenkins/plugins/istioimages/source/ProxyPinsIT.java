package io.jenkins.plugins.istioimages.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commits of real repositories say of the proxy that belongs to them. */
class ProxyPinsIT {
    private static final String SHA = "d026e913427989a8d1542de03ba50f2af814e728";

    @TempDir
    private Path dir;

    private ProxyPins pins;
    private MirrorCache mirrors;

    @BeforeEach
    void cache() {
        mirrors = new MirrorCache(dir.resolve("cache"), GitAccess.standard());
        pins = new ProxyPins(mirrors);
    }

    @Test
    void theWorkspaceOfAProxyTellsEnvoysCommitAndRepository() {
        EnvoyPin pin = pins.envoy(source(Map.of(
                "WORKSPACE",
                "ENVOY_SHA = \"" + SHA + "\"\nENVOY_ORG = \"envoyproxy\"\nENVOY_REPO = \"envoy\"\n",
                "README.md",
                "proxy\n")));
        assertThat(pin)
                .isEqualTo(new EnvoyPin(
                        SHA, "ENVOY_SHA in WORKSPACE", Optional.of("https://github.com/envoyproxy/envoy"), false));
    }

    @Test
    void aProxyThatNamesNoEnvoyIsRefusedWithTheFilesThatWereLookedAt() {
        assertThatThrownBy(() -> pins.envoy(source(Map.of("README.md", "proxy\n"))))
                .isInstanceOf(UnknownModuleException.class)
                .hasMessageContaining("MODULE.bazel, WORKSPACE, WORKSPACE.bazel");
    }

    @Test
    void istioDepsTellsWhichProxyTheScriptsLookFor() {
        String deps = "[{\"name\": \"PROXY_REPO_SHA\", \"repoName\": \"proxy\", \"lastStableSHA\": \"" + SHA + "\"}]";
        assertThat(pins.proxy(source(Map.of("istio.deps", deps)))).contains(SHA);
    }

    @Test
    void aTreeWithoutIstioDepsLooksForNone() {
        assertThat(pins.proxy(source(Map.of("README.md", "istio\n")))).isEmpty();
    }

    private ResolvedSource source(Map<String, String> files) {
        try (TestRepository repository = TestRepository.create(dir.resolve("repository"))) {
            repository.commit("first", files);
            return new SourceResolver(mirrors, SourceOptions.standard())
                    .resolve(Manifests.release(
                            "1.14.5",
                            Manifests.dep("istio").git(repository.directory()).get()))
                    .istio();
        }
    }
}
