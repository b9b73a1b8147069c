package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.Pipelines;
import io.jenkins.plugins.istioimages.acceptance.harness.Poll;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import io.jenkins.plugins.istioimages.build.DockerEngine;
import io.jenkins.plugins.istioimages.build.MarkedBuilder;
import io.jenkins.plugins.istioimages.builder.Binfmt;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Stages in builder containers of a real daemon, started by Docker Pipeline. */
@ExtendWith(WithWorld.class)
class BuilderContainerAcceptance {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String BUILDER = "localhost/builder-${arch}:1";
    private static final String JENKINSFILE = """
            withEnv(['DOCKER_HOST=DAEMON']) {
                istioBuild manifest: 'manifest.yaml', platforms: ['linux/amd64', 'linux/arm64'], staging: 'STAGING',
                           builderImage: 'BUILDER', builderPlatform: 'stage', builderPull: 'never', builderNetwork: 'none',
                           builderVolumes: [VOLUMES], builderEnv: ['HOLD=HOLDING', 'SAID=a "b" \\\\ $HOME'],
                           credentialsId: 'registry', allowUnsupported: true
            }
            """;

    @TempDir
    private static Path directory;

    private static Binfmt emulators;
    private static DockerEngine engine;

    @BeforeAll
    static void start() throws Exception {
        emulators = new Binfmt("aarch64");
        engine = DockerEngine.start();
        for (Platform platform : List.of(Platform.LINUX_AMD64, Platform.LINUX_ARM64)) {
            MarkedBuilder.create(engine, directory, platform, BUILDER.replace("${arch}", platform.architecture()));
        }
    }

    @AfterAll
    static void end() {
        engine.close();
        emulators.close();
    }

    @Test
    void each_stage_runs_in_a_container_of_its_platform(World world) throws Exception {
        Build build = job(world, "contained", engine.environment().get("DOCKER_HOST"), BUILDER)
                .start();

        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
        assertThat(build.log())
                .contains("made in the builder image on x86_64: a \"b\" \\ $HOME")
                .contains("made in the builder image on aarch64: a \"b\" \\ $HOME")
                .doesNotContain("didn't run the expected command");
        assertThat(marker(world, "contained", "amd64")).hasContent("x86_64\n");
        assertThat(marker(world, "contained", "arm64")).hasContent("aarch64\n");
        assertThat(world.index("contained/staging/pilot", Pipelines.VERSION).at("/manifests"))
                .hasSize(2);
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void nothing_of_an_aborted_stage_is_left(World world) throws Exception {
        PipelineJob job = job(world, "contained-abort", engine.environment().get("DOCKER_HOST"), BUILDER);
        Path hold = Files.createDirectories(directory.resolve("hold")).resolve("hold");
        Files.writeString(hold, "");
        try {
            Build build = job.start();
            for (String machine : List.of("x86_64", "aarch64")) {
                Poll.until(
                        "make waits on " + machine,
                        PATIENCE,
                        () -> Files.exists(hold.resolveSibling("hold-" + machine)));
            }
            assertThat(engine.containers()).hasSize(2).allMatch(name -> name.startsWith("istio-images-istio-linux-"));

            build.abort();

            assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("ABORTED");
            Poll.until(
                    "no container is left", PATIENCE, () -> engine.containers().isEmpty());
        } finally {
            Files.deleteIfExists(hold);
        }
    }

    @Test
    void a_daemon_and_an_image_that_are_not_there_are_said(World world) throws Exception {
        Build dead = job(world, "contained-dead", "unix:///none.sock", BUILDER).start();
        Build missing = job(world, "contained-missing", engine.environment().get("DOCKER_HOST"), "localhost/none:1")
                .start();

        assertThat(dead.result(PATIENCE)).as(dead.log()).isEqualTo("FAILURE");
        assertThat(dead.log())
                .as("whichever agent says it first")
                .containsPattern(
                        "builder image localhost/builder-(amd64|arm64):1 needs docker, but 'docker ps' failed: ")
                .doesNotContain("\tat io.jenkins.plugins.istioimages");
        assertThat(missing.result(PATIENCE)).as(missing.log()).isEqualTo("FAILURE");
        assertThat(missing.log())
                .contains("builder image localhost/none:1 is not on this machine, and is not to be pulled")
                .doesNotContain("\tat io.jenkins.plugins.istioimages");
        assertThat(engine.containers()).isEmpty();
    }

    private static PipelineJob job(World world, String name, String daemon, String builder) throws Exception {
        Path holding = Files.createDirectories(directory.resolve("hold"));
        String volumes = Stream.concat(MarkedBuilder.VOLUMES.stream(), Stream.of(holding.toString()))
                .map(volume -> "'" + volume + "'")
                .collect(Collectors.joining(", "));
        String jenkinsfile = JENKINSFILE
                .replace("DAEMON", daemon)
                .replace("STAGING", world.registry().host() + "/" + name + "/staging")
                .replace("BUILDER", builder)
                .replace("VOLUMES", volumes)
                .replace("HOLDING", holding.resolve("hold").toString());
        String manifest = world.pipelines().manifest(Pipelines.VERSION);
        return world.pipelines().job(name, Map.of("Jenkinsfile", jenkinsfile, "manifest.yaml", manifest));
    }

    /** What the image's make left in the stage's directory. */
    private static Path marker(World world, String job, String architecture) {
        return world.directory()
                .resolve("agent-" + architecture)
                .resolve("workspace")
                .resolve(job)
                .resolve("istio-images/istio-linux-" + architecture)
                .resolve(MarkedBuilder.MARKER);
    }
}
