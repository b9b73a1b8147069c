package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.source.SmallSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real builds in processes of their own, ended in the middle. Needs make, gcc and gcc-aarch64-linux-gnu. */
@Timeout(300)
class KilledBuildIT {
    private static final int KILLS = 6;

    @TempDir
    static Path dir;

    private static Path manifest;
    private static String expected;
    private static long undisturbedMillis;

    @BeforeAll
    static void buildUndisturbed() throws Exception {
        manifest = SmallSource.create(dir, "sleep 1");
        long start = System.nanoTime();
        Path release = dir.resolve("undisturbed");
        assertThat(build(release).waitFor()).as(log(release)).isZero();
        undisturbedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        expected = Files.readString(release.resolve("out/images.yaml"));
    }

    @Test
    void killedAtAnyMomentItEndsWithTheSameDigestsAndThenBuildsNothing() throws Exception {
        Path release = dir.resolve("killed");
        Random moments = new Random();
        List<Long> killedAt = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            Process build = build(release);
            long moment = (long) (moments.nextDouble() * undisturbedMillis);
            killedAt.add(moment);
            if (!build.waitFor(moment, TimeUnit.MILLISECONDS)) {
                // Only the build itself: what it started is left alone, as the kernel's out-of-memory killer would.
                build.destroyForcibly().waitFor();
            }
        }
        assertThat(build(release).waitFor())
                .as("after kills at " + killedAt + "\n" + log(release))
                .isZero();
        assertThat(release.resolve("out/images.yaml"))
                .as("after kills at " + killedAt)
                .hasContent(expected);
        assertThat(processesIn(release)).isEmpty();

        assertThat(build(release).waitFor()).isZero();
        assertThat(log(release))
                .contains("[istio-linux-amd64] is done already: 2 images")
                .contains("[istio-linux-arm64] is done already: 2 images")
                .doesNotContain("] runs ");
        assertThat(release.resolve("out/images.yaml")).hasContent(expected);
    }

    @Test
    void theResultOutlivesTheWorkDirectory() throws Exception {
        Path release = dir.resolve("swept");
        assertThat(build(release).waitFor()).as(log(release)).isZero();
        delete(release.resolve("work"));
        delete(release.resolve("out"));
        assertThat(build(release).waitFor()).isZero();
        assertThat(log(release)).doesNotContain("] runs ");
        assertThat(release.resolve("out/images.yaml")).hasContent(expected);
    }

    @Test
    void asTerminatedItEndsWhatItStarted() throws Exception {
        Path slow = Files.createDirectories(dir.resolve("slow"));
        Path slowManifest = SmallSource.create(slow, "echo waiting; (setsid sleep 300 &); sleep 300");
        Path release = dir.resolve("terminated");
        Process build = build(slowManifest, release);
        while (!log(release).contains("waiting")) {
            assertThat(build.isAlive()).as(log(release)).isTrue();
            Thread.sleep(50);
        }
        build.destroy();
        assertThat(build.waitFor()).isNotZero();
        assertThat(processesIn(release)).isEmpty();
        assertThat(log(release)).contains("cancelled");
    }

    @Test
    void aSecondBuildInTheSameDirectoryIsRefused() throws Exception {
        Path slow = Files.createDirectories(dir.resolve("busy"));
        Path slowManifest = SmallSource.create(slow, "echo waiting; sleep 300");
        Path release = dir.resolve("taken");
        Process first = build(slowManifest, release);
        while (!log(release).contains("waiting")) {
            assertThat(first.isAlive()).as(log(release)).isTrue();
            Thread.sleep(50);
        }
        CliRun second = CliRun.of(arguments(manifest, release).toArray(String[]::new));
        first.destroy();
        first.waitFor();
        assertThat(second.status()).isEqualTo(2);
        assertThat(second.err()).contains("another build is at work in");
    }

    private static Process build(Path release) throws IOException {
        return build(manifest, release);
    }

    private static Process build(Path manifest, Path release) throws IOException {
        return CliProcess.start(dir, logFile(release), List.of(), Map.of(), arguments(manifest, release));
    }

    private static List<String> arguments(Path manifest, Path release) {
        return List.of(
                "build",
                "--allow-unsupported",
                "-m",
                manifest.toString(),
                "-o",
                release.toString(),
                "--cache",
                dir.resolve("cache").toString());
    }

    private static Path logFile(Path release) {
        return release.resolveSibling(release.getFileName() + ".log");
    }

    private static String log(Path release) throws IOException {
        Path file = logFile(release);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** Processes with a variable that points into the release directory. */
    private static List<String> processesIn(Path release) throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                try {
                    String environment =
                            new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
                    if (environment.contains("GOPATH=" + release.toRealPath())) {
                        found.add(process.getFileName() + " " + Files.readString(process.resolve("comm")));
                    }
                } catch (IOException ended) {
                    // It ended while it was looked at, or belongs to the kernel.
                }
            }
        }
        return found;
    }

    private static void delete(Path directory) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("rm", "-rf", directory.toString()).start().waitFor())
                .isZero();
    }
}
