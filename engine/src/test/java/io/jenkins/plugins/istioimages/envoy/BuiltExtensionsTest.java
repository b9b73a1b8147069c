package io.jenkins.plugins.istioimages.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.build.StageFailedException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltExtensionsTest {
    private static final byte[] MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final Stage STAGE = new Stage(
            "envoy-linux-amd64",
            StageKind.ENVOY,
            Platform.LINUX_AMD64,
            "amd64",
            "",
            "",
            ImageBuilder.NATIVE,
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            Digest.sha256(""));

    @TempDir
    private Path tree;

    @Test
    void theyGetTheNamesThatTheyHaveInImages() throws IOException {
        for (String name : List.of(
                "stats.wasm",
                "stats.compiled.wasm",
                "metadata_exchange.wasm",
                "metadata_exchange.compiled.wasm",
                "attributegen.wasm",
                "stats.wasm.params")) {
            put(name, MODULE);
        }
        assertThat(BuiltExtensions.find(STAGE, tree))
                .containsOnlyKeys(
                        "attributegen-filter.wasm",
                        "metadata-exchange-filter.compiled.wasm",
                        "metadata-exchange-filter.wasm",
                        "stats-filter.compiled.wasm",
                        "stats-filter.wasm")
                .containsEntry("stats-filter.wasm", tree.resolve("bazel-bin/extensions/stats.wasm"));
    }

    @Test
    void whatIsNoModuleIsRefused() throws IOException {
        put("stats.wasm", "<html>".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> BuiltExtensions.find(STAGE, tree))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining("make build_wasm left " + tree.resolve("bazel-bin/extensions/stats.wasm"));
    }

    @Test
    void noneAreAFailure() {
        assertThatThrownBy(() -> BuiltExtensions.find(STAGE, tree))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining("make build_wasm left no Wasm extensions in " + tree);
    }

    private void put(String name, byte[] content) throws IOException {
        Files.write(
                Files.createDirectories(tree.resolve("bazel-bin/extensions")).resolve(name), content);
    }
}
