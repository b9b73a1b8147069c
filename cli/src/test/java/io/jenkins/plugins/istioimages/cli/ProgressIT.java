package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Progress on a real pseudo-terminal, which script of Debian's bsdutils makes, and without one. */
@Timeout(120)
class ProgressIT {
    @TempDir
    Path directory;

    @Test
    void onATerminalProgressIsDrawnInPlaceAndGoneInTheEnd() throws Exception {
        Path archives = new SmallRelease(5, 8_000_000).write(directory.resolve("archives"), "pilot");
        try (DockerRegistry registry = DockerRegistry.start()) {
            String command = String.join(
                    " ",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m -Distio.images.terminal=true -Distio.images.columns=70 -cp",
                    "'" + System.getProperty("java.class.path") + "'",
                    Main.class.getName(),
                    "publish --compressor gzip-jdk-9 --cache",
                    directory.resolve("cache").toString(),
                    "--archives",
                    archives.toString(),
                    "--hub",
                    registry.host() + "/pty");
            String seen = Tool.run(List.of("env", "TERM=xterm", "script", "-qec", command, "/dev/null"), "bsdutils");
            assertThat(seen).contains("\u001b[J").contains("layers, ").contains(" of 64.");
            String rest = seen.substring(seen.lastIndexOf("\u001b[J"));
            assertThat(rest).contains("/pty/pilot:1.14.5").doesNotContain(" of 64.");
            assertThat(seen.lines().filter(line -> line.contains(" of "))).allMatch(line -> visible(line) < 70);
        }
    }

    @Test
    void withoutATerminalThereAreLinesAndQuietLeavesThemOut() throws Exception {
        Path archives = new SmallRelease(5, 1000).write(directory.resolve("archives"), "pilot");
        try (DockerRegistry registry = DockerRegistry.start()) {
            String[] publish = {
                "publish",
                "--archives",
                archives.toString(),
                "--hub",
                registry.host() + "/lines",
                "--cache",
                directory.resolve("cache").toString()
            };
            CliRun lines = CliRun.of(publish);
            assertThat(lines.status()).isZero();
            assertThat(lines.err()).startsWith("publishing the archives in").doesNotContain("\u001b");
            List<String> quiet = new ArrayList<>(List.of(publish));
            quiet.add("-q");
            assertThat(CliRun.of(quiet.toArray(String[]::new)).err()).isEmpty();
        }
    }

    private static int visible(String line) {
        return line.replaceAll("\u001b\\[[0-9]*[A-Z]", "").strip().length();
    }
}
