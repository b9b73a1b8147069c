package io.jenkins.plugins.istioimages.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that say of themselves what the real ones do. */
class ContainerProgramTest {
    @TempDir
    private Path dir;

    @Test
    void whatAProgramCanDoIsKnownByWhatItSaysOfItself() throws IOException {
        assertThat(program("podman version 4.3.1", 0).flavor()).isEqualTo(ContainerFlavor.PODMAN);
        assertThat(program("Docker version 28.2.2, build e6534b4", 0).flavor()).isEqualTo(ContainerFlavor.BUILDX);
        assertThat(program("Docker version 20.10.24+dfsg1, build 297e128", 1).flavor())
                .isEqualTo(ContainerFlavor.BUILDKIT);
    }

    @Test
    void aNewDockerWithoutItsPluginIsRefused() throws IOException {
        ContainerProgram program = program("Docker version 28.2.2, build e6534b4", 1);
        assertThatThrownBy(program::flavor)
                .isInstanceOf(WorkException.class)
                .hasMessageContaining("has no plugin buildx")
                .hasMessageContaining("docker-buildx-plugin");
    }

    @Test
    void whereNoProgramIsOneIsNamedToInstall() {
        assertThatThrownBy(() -> ContainerProgram.atHand(Map.of("PATH", dir.toString())))
                .isInstanceOf(WorkException.class)
                .hasMessageContaining("docker.io");
    }

    private ContainerProgram program(String version, int buildx) throws IOException {
        Path file = Files.writeString(
                dir.resolve("program"),
                "#!/bin/sh\nif [ \"$1\" = buildx ]; then exit " + buildx + "; fi\necho '" + version + "'\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return new ContainerProgram(
                file.toString(), new ProcessRunner(), ProcessLimits.DEFAULT, Map.of("PATH", "/usr/bin:/bin"));
    }
}
