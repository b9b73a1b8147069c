package io.jenkins.plugins.istioimages.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionProbeTest {
    private static final String SHA = "47df873eb1bd7cb914a6433f73f8a31abde61dbc";
    private static final String OTHER = "0123456789abcdef0123456789abcdef01234567";
    private static final int CHUNK = 1 << 20;

    @TempDir
    private Path dir;

    private final VersionProbe probe = new VersionProbe(new ProcessRunner(), Map.of("PATH", System.getenv("PATH")));

    @Test
    void whatRunsIsAsked() throws IOException {
        Path program = program("#!/bin/sh\necho\necho \"$0  version: " + OTHER + "/1.22.5/Clean/RELEASE/BoringSSL\"\n");
        assertThat(probe.version(program, Platform.LINUX_AMD64, SHA))
                .contains(new EnvoyVersion(OTHER, "1.22.5", "Clean/RELEASE/BoringSSL"));
    }

    @Test
    void aProgramThatFailsIsLookedInto() throws IOException {
        Path program =
                program("#!/bin/sh\n# " + SHA + "\necho 'libm.so.6: version GLIBC_2.38 not found' >&2\nexit 1\n");
        assertThat(probe.version(program, Platform.LINUX_ARM64, SHA)).contains(EnvoyVersion.of(SHA));
        assertThat(probe.version(program, Platform.LINUX_ARM64, OTHER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, CHUNK - 20, CHUNK, 2 * CHUNK - 1, 2 * CHUNK + 7})
    void theCommitIsFoundWhereverItIs(int offset) throws IOException {
        Path file = file(offset, SHA);
        assertThat(probe.version(file, Platform.LINUX_ARM64, SHA)).contains(EnvoyVersion.of(SHA));
        assertThat(probe.version(file, Platform.LINUX_ARM64, OTHER)).isEmpty();
    }

    @Test
    void aWholeVersionSaysMoreThanTheCommit() throws IOException {
        Path file = file(CHUNK - 30, OTHER + "/1.22.5/Modified/RELEASE/BoringSSL\0");
        assertThat(probe.version(file, Platform.LINUX_ARM64, SHA))
                .contains(new EnvoyVersion(OTHER, "1.22.5", "Modified/RELEASE/BoringSSL"));
    }

    private Path program(String text) throws IOException {
        Path program = Files.writeString(dir.resolve("envoy"), text);
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** No program, with a text in it. */
    private Path file(int offset, String text) throws IOException {
        byte[] content = new byte[offset + text.length() + 100];
        Arrays.fill(content, (byte) '-');
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, content, offset, bytes.length);
        return Files.write(dir.resolve("file"), content);
    }
}
