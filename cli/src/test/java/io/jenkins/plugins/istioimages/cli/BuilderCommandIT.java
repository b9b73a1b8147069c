package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.build.DockerEngine;
import io.jenkins.plugins.istioimages.builder.Binfmt;
import io.jenkins.plugins.istioimages.builder.BuilderTree;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The verb as users run it: a daemon, an emulator and a registry, all of them real. */
@Timeout(120)
class BuilderCommandIT {
    @TempDir
    private static Path dir;

    private static Binfmt emulators;
    private static DockerEngine engine;
    private static DockerRegistry registry;
    private static BuilderTree tree;

    @BeforeAll
    static void start() throws Exception {
        emulators = new Binfmt("aarch64");
        engine = DockerEngine.start();
        registry = DockerRegistry.start();
        tree = BuilderTree.create(dir.resolve("tree")).version("1.0", "hello").commit("Begin");
    }

    @AfterAll
    static void end() {
        registry.close();
        engine.close();
        emulators.close();
    }

    @Test
    void whatIsPushedIsReadByOthersAndABrokenOneLeavesItsTag() throws Exception {
        String hub = registry.host() + "/tools";
        assertThat(run(0, "push", "--hub", hub))
                .containsPattern("tools/tiny-builder:1.0 sha256:[0-9a-f]{64} \\[linux/amd64, linux/arm64]\n")
                .containsPattern("tools/tiny-builder:1.0-20260820-[0-9a-f]{8} sha256:");
        String before = inspect(hub);
        assertThat(before).contains("\"amd64\"", "\"arm64\"");
        assertThat(run(0, "push", "--hub", hub)).contains("is not built again").contains(", was there");
        tree.version("1.0", "fail-x86_64").commit("Break it");
        assertThat(run(1, "push", "--hub", hub))
                .contains("error: tiny-builder:1.0 for linux/amd64 cannot be built")
                .contains("told to fail on x86_64")
                .contains("tiny-builder:1.0 failed; its tags are as they were");
        assertThat(inspect(hub)).isEqualTo(before);
        tree.version("1.0", "hello").commit("Mend it");
    }

    @Test
    void whatIsBuiltStandsInALayoutAndATreeIsTriedOnIt() throws Exception {
        Path layout = dir.resolve("layout");
        assertThat(run(0, "build", "-o", layout.toString(), "--json"))
                .contains("localhost/builder/tiny-builder:1.0")
                .contains("\"built\" : true");
        assertThat(Tool.run(
                        List.of("skopeo", "inspect", "--raw", "oci:" + layout + ":localhost/builder/tiny-builder:1.0"),
                        "skopeo"))
                .contains("\"arm64\"");
        Path upstream = Files.createDirectories(dir.resolve("upstream"));
        assertThat(run(0, "check", "--tree", upstream.toString(), "--", "/bin/sh", "-c", "echo tried $IMG"))
                .containsPattern("\\| tried localhost/istio-images-[0-9a-f]{12}/tiny-builder:1.0-linux-amd64")
                .contains("tiny-builder:1.0 is good for linux/amd64");
        assertThat(run(1, "check", "--tree", upstream.toString(), "--", "false"))
                .contains("'false' ended with 1");
        assertThat(engine.docker("images", "--quiet")).isEmpty();
    }

    private static String inspect(String hub) {
        return Tool.run(
                List.of("skopeo", "inspect", "--raw", "--tls-verify=false", "docker://" + hub + "/tiny-builder:1.0"),
                "skopeo");
    }

    private static String run(int status, String verb, String... more) throws IOException, InterruptedException {
        Path log = dir.resolve("log");
        List<String> words =
                new ArrayList<>(List.of("builder", verb, "-C", tree.docker().toString()));
        words.addAll(List.of("--platform", "linux/amd64,linux/arm64"));
        words.addAll(List.of("--containers", "/usr/bin/docker", "--network", "none"));
        if (!verb.equals("check")) {
            words.addAll(List.of("--cache", dir.resolve("cache").toString()));
        }
        words.addAll(List.of(more));
        Process process = CliProcess.start(dir, log, List.of(), engine.environment(), words);
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(status);
        return Files.readString(log);
    }
}
