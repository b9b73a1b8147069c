package io.jenkins.plugins.istioimages.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoManifestTest {
    @TempDir
    Path temp;

    Path template;

    @BeforeEach
    void aTemplate() throws IOException {
        template = temp.resolve("template.yaml");
        Files.writeString(template, "version: 1.0.0\ndependencies:\n  istio:\n    git: ../some/where/istio.git\n");
    }

    @Test
    void urlsBecomePathsRelativeToTheManifest() throws IOException {
        Path manifest = temp.resolve("demo/manifest.yaml");
        DemoManifest.write(template, Map.of("istio", temp.resolve("demo/git/istio.git")), manifest);
        assertThat(manifest).hasContent("version: 1.0.0\ndependencies:\n  istio:\n    git: git/istio.git\n");
        assertThat(manifest.getParent()).isDirectoryNotContaining(file -> !file.equals(manifest));
    }

    @Test
    void anEarlierManifestIsReplaced() throws IOException {
        Path manifest = temp.resolve("manifest.yaml");
        Files.writeString(manifest, "old");
        DemoManifest.write(template, Map.of("istio", temp.resolve("istio.git")), manifest);
        assertThat(manifest).content().contains("git: istio.git\n").doesNotContain("old");
    }

    @Test
    void aRepositoryThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> DemoManifest.write(template, Map.of(), temp.resolve("manifest.yaml")))
                .isInstanceOf(WorkException.class)
                .hasMessage(template + " names the repository istio, which the examples do not have");
    }
}
