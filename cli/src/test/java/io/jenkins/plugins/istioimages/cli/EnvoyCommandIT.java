package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.build.DockerEngine;
import io.jenkins.plugins.istioimages.cli.demo.DemoRepositories;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The verb over mini-proxy, with Debian's compilers, qemu, docker-registry and dockerd. */
@Timeout(240)
class EnvoyCommandIT {
    private static final Path EXAMPLES = Path.of("../examples").toAbsolutePath().normalize();
    private static final String STRANGE = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private static Path dir;

    private static DockerRegistry registry;
    private static Path manifest;
    private static String proxy;

    @BeforeAll
    static void start() throws Exception {
        registry = DockerRegistry.start();
        Map<String, Path> repositories = new DemoRepositories(EXAMPLES).create(dir.resolve("git"));
        manifest = Files.writeString(dir.resolve("manifest.yaml"), """
                version: 1.14.5
                docker: registry.example/mini-istio
                architectures: [linux/amd64, linux/arm64]
                outputs: [docker]
                dependencies:
                  istio: {git: %s, branch: release-1.14}
                  proxy: {git: %s, auto: deps}
                  envoy: {git: %s, auto: proxy_workspace}
                """.formatted(
                        repositories.get("istio"), repositories.get("proxy"), repositories.get("envoy")));
        try (Git git = Git.open(repositories.get("proxy").toFile())) {
            proxy = git.getRepository().resolve("refs/heads/release-1.14").name();
        }
    }

    @AfterAll
    static void end() {
        registry.close();
    }

    @Test
    void onePlatformIsReusedAnotherCompiledAndBothGoIntoTheImagesOfTheRelease() throws Exception {
        String official = proxyImage("official");
        String[] arguments = {"--reuse", "linux/amd64=" + official, "--patches", EXAMPLES + "/patches", "--json"};
        CliRun first = envoy("both", 0, arguments);
        JsonNode said = Json.readObject(first.out().getBytes(StandardCharsets.UTF_8), "output");
        String image = hub("both") + "/envoy-builds:1.14.5";
        assertThat(said.path("image").asText()).isEqualTo(image);
        JsonNode amd64 = said.path("platforms").get(0);
        JsonNode arm64 = said.path("platforms").get(1);
        assertThat(amd64.path("origin").asText()).startsWith(hub("official") + "/proxyv2@sha256:");
        assertThat(arm64.path("origin").asText()).isEqualTo("compiled");
        assertThat(arm64.path("patches").get(0).asText()).isEqualTo("envoy.release-1.14.linux-arm64.patch");
        for (JsonNode platform : List.of(amd64, arm64)) {
            assertThat(platform.path("proxy").asText()).isEqualTo(proxy);
            assertThat(platform.path("envoy").asText()).isEqualTo("1.22.5");
        }
        assertThat(first.err())
                .contains("[envoy-linux-arm64] | applied envoy.release-1.14.linux-arm64.patch to envoy")
                .contains("INFO: compiling //src/envoy:envoy for aarch64")
                .doesNotContain("for x86_64");
        Path compiled = compiled("both", "aarch64");
        assertThat(Tool.run(List.of("readelf", "-lW", compiled.toString()), "binutils"))
                .containsPattern("LOAD .* 0x10000\n");

        CliRun second = envoy("both", 0, arguments);
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err())
                .contains("[envoy-linux-amd64] is done already", "[envoy-linux-arm64] is done already")
                .doesNotContain("] runs ", "compiling");

        CliRun release = build("both", 0, "--envoy", image, "--image", "proxyv2", "--variant", "debug");
        assertThat(release.err())
                .contains("Envoy of " + image)
                .contains("compiling pilot-agent for linux/arm64")
                .doesNotContain("compiling envoy");
        assertThat(dir.resolve("both/work/istio-linux-arm64/src/istio.io/istio/out/linux_arm64/release/envoy"))
                .hasSameBinaryContentAs(compiled);
        // What is in the image of the release is that very Envoy, which qemu runs.
        assertThat(envoy(
                                "again",
                                0,
                                "--platform",
                                "linux/arm64",
                                "--reuse",
                                "linux/arm64=" + hub("both") + "/proxyv2:1.14.5")
                        .out())
                .contains(proxy.substring(0, 12) + "  1.22.5");
    }

    @Test
    void anotherMachineTakesWhatWasCompiledOnce() throws Exception {
        envoy("shared", 0, "--platform", "linux/amd64");
        CliRun elsewhere = run(
                0,
                "envoy",
                "elsewhere",
                "--staging",
                hub("shared"),
                "--platform",
                "linux/amd64",
                "--bazel-arg=--jobs=3");
        assertThat(elsewhere.err()).contains("is done already").doesNotContain("] runs ");
        assertThat(envoy("shared", 0, "--platform", "linux/amd64", "--bazel-arg", "--copt=-DA=\"$x y\"")
                        .err())
                .contains("] runs make")
                .doesNotContain("is done already");
    }

    @Test
    void anEnvoyOfAnotherCommitIsRefusedWithBoth() throws Exception {
        // What its manifest has for proxy is what an image has; without one a variable may choose.
        Path istioAlone = dir.resolve("istio.yaml");
        Files.writeString(
                istioAlone,
                Files.readString(manifest).replaceAll("(?m)^  (proxy|envoy):.*\n", ""),
                StandardCharsets.UTF_8);
        List<String> arguments = arguments(
                "build",
                "other",
                "--staging",
                hub("other"),
                "--image",
                "proxyv2",
                "--variant",
                "debug",
                "--platform",
                "linux/amd64",
                "--build-env",
                "PROXY_REPO_SHA=" + STRANGE);
        arguments.replaceAll(one -> one.equals(manifest.toString()) ? istioAlone.toString() : one);
        CliRun built = CliRun.of(arguments.toArray(String[]::new));
        assertThat(built.status()).as(built.err()).isZero();
        String other = hub("other") + "/proxyv2:1.14.5";
        CliRun refused = envoy("refused", 2, "--platform", "linux/amd64", "--reuse", "linux/amd64=" + other);
        assertThat(refused.err())
                .contains("the image " + other + " for linux/amd64 has Envoy " + STRANGE + "/1.22.5/Clean")
                .contains("not of " + proxy);
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void aPatchThatDoesNotFitIsRefusedBeforeAnythingIsCompiled() throws Exception {
        Path patches = Files.createDirectories(dir.resolve("patches"));
        String patch = Files.readString(EXAMPLES.resolve("patches/envoy.release-1.14.linux-arm64.patch"));
        Files.writeString(patches.resolve("envoy.01-pages.patch"), patch.replace("0x1000\"", "0x2000\""));
        CliRun refused = envoy("unfit", 2, "--platform", "linux/arm64", "--patches", patches.toString());
        assertThat(refused.err())
                .contains("the patch envoy.01-pages.patch does not apply")
                .contains("bazel/external/wee8.genrule_cmd")
                .doesNotContain("] runs ");
    }

    @Test
    void aBuilderContainerLeavesWhatTheMachineSees() throws Exception {
        try (DockerEngine engine = DockerEngine.start()) {
            engine.toolsImage("localhost/build-tools-proxy:release-1.14-latest");
            String said = contained(
                    engine,
                    "--platform",
                    "linux/arm64",
                    "--builder-image",
                    "localhost/build-tools-proxy:release-${minor}-latest",
                    "--builder-volume",
                    "/usr:ro");
            assertThat(said)
                    .contains("INFO: compiling //src/envoy:envoy for aarch64")
                    .containsPattern("linux/arm64 +" + proxy.substring(0, 12) + "  1.22.5 +compiled");
            assertThat(engine.containers()).isEmpty();
        }
        envoy("outside", 0, "--platform", "linux/arm64");
        assertThat(compiled("contained", "aarch64")).hasSameBinaryContentAs(compiled("outside", "aarch64"));
    }

    @Test
    void whatCannotBePlannedIsSaidAtOnce() throws Exception {
        CliRun refused = envoy(
                "wrong",
                2,
                "--platform",
                "linux/amd64,darwin/arm64",
                "--reuse",
                "linux/s390x=docker.io/istio/proxyv2:1");
        assertThat(refused.err())
                .contains("2 problems")
                .contains("Envoy is built for linux: platform 'darwin/arm64' cannot be")
                .contains("Envoy of linux/s390x is to be reused, which is none of the platforms");
    }

    /** An image of mini-istio's own, with the Envoy that its tree brings. */
    private static String proxyImage(String name) throws Exception {
        build(name, 0, "--image", "proxyv2", "--variant", "debug", "--platform", "linux/amd64");
        return hub(name) + "/proxyv2:1.14.5";
    }

    private static String hub(String name) {
        return registry.host() + "/" + name;
    }

    private static CliRun envoy(String name, int status, String... more) {
        return verb("envoy", name, status, more);
    }

    private static CliRun build(String name, int status, String... more) {
        return verb("build", name, status, more);
    }

    private static CliRun verb(String verb, String name, int status, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--staging", hub(name)));
        arguments.addAll(List.of(more));
        return run(status, verb, name, arguments.toArray(String[]::new));
    }

    private static CliRun run(int status, String verb, String name, String... more) {
        CliRun run = CliRun.of(arguments(verb, name, more).toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isEqualTo(status);
        return run;
    }

    private static List<String> arguments(String verb, String name, String... more) {
        List<String> all = new ArrayList<>(List.of(
                verb,
                "-m",
                manifest.toString(),
                "--allow-unsupported",
                "--cache",
                dir.resolve("cache").toString(),
                "-o",
                dir.resolve(name).toString()));
        if (verb.equals("envoy")) {
            all.addAll(List.of("--bazel-cache", dir.resolve(name + "-bazel").toString()));
        }
        all.addAll(List.of(more));
        return all;
    }

    /** In a process of its own, which is told where the daemon is. */
    private static String contained(DockerEngine engine, String... more) throws Exception {
        Path log = dir.resolve("contained.log");
        Process process =
                CliProcess.start(dir, log, List.of(), engine.environment(), arguments("envoy", "contained", more));
        assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        return Files.readString(log);
    }

    private static Path compiled(String name, String processor) throws IOException {
        Path cache = dir.resolve(name + "-bazel/release-1.14");
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> file.endsWith(processor + "/src/envoy/envoy"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
