package io.jenkins.plugins.istioimages.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    @TempDir
    Path dir;

    private Path tool;

    @BeforeEach
    void program() throws IOException {
        Path bin = Files.createDirectory(dir.resolve("bin"));
        tool = Files.writeString(bin.resolve("tool"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(bin.resolve("data"), "no program");
    }

    @Test
    void aNameIsLookedUpOnThePathOfItsOwnEnvironment() {
        assertThat(Programs.find("tool", dir, Map.of("PATH", "/nowhere:" + dir.resolve("bin"))))
                .contains(tool);
        assertThat(Programs.find("tool", dir, Map.of("PATH", "/nowhere"))).isEmpty();
    }

    @Test
    void aPathIsMeantFromTheDirectory() {
        assertThat(Programs.find("bin/tool", dir, Map.of())).contains(tool);
        assertThat(Programs.find("./tool", dir, Map.of())).isEmpty();
        assertThat(Programs.find(tool.toString(), Path.of("/"), Map.of())).contains(tool);
    }

    @Test
    void aFileThatIsNotExecutableIsNoProgram() {
        assertThat(Programs.find("data", dir, Map.of("PATH", dir.resolve("bin").toString())))
                .isEmpty();
        assertThat(Programs.find("bin", dir, Map.of("PATH", dir.toString()))).isEmpty();
    }

    @Test
    void aNameThatIsNoPathAtAllIsNotFound() {
        assertThat(Programs.find("to\0ol", dir, Map.of("PATH", dir.toString()))).isEmpty();
    }

    @Test
    void theErrorSaysWhatToInstall() {
        assertThat(Programs.missing("docker"))
                .hasMessage("program 'docker' is not on this machine's PATH; install it, on Debian with:"
                        + " apt-get install docker.io");
        assertThat(Programs.missing("frobnicate")).hasMessageEndingWith("PATH");
    }
}
