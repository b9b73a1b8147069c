package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.build.DockerEngine;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.catalog.CatalogVerifier;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.source.SmallSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole builds with a container engine: it makes the images, or make runs inside it. */
@Timeout(240)
class DockerEngineIT {
    private static final String TOOLS = "localhost/tools:1.0";

    @TempDir
    private static Path dir;

    private static DockerEngine engine;

    @BeforeAll
    static void start() throws Exception {
        engine = DockerEngine.start();
    }

    @AfterAll
    static void end() {
        engine.close();
    }

    @Test
    void whatMakeDockerSaveLeavesBecomesTheSameReleaseAsNatively() throws Exception {
        Path manifest = SmallSource.create(Files.createDirectories(dir.resolve("save")), DockerEngineIT::saves, "true");
        Catalog catalog = catalog(build(manifest, "docker", "--image-builder", "docker"), "docker");
        Catalog natively = catalog(build(manifest, "native"), "native");
        assertThat(catalog.images()).extracting(CatalogImage::name).containsExactly("hello", "hello");
        assertThat(catalog.images())
                .usingRecursiveComparison()
                .ignoringFields("digest", "platforms.digest", "platforms.size")
                .isEqualTo(natively.images());
        assertThat(catalog.images()).allSatisfy(image -> assertThat(image.platforms())
                .extracting(CatalogPlatform::platform)
                .containsExactly(Platform.LINUX_AMD64, Platform.LINUX_ARM64));
        try (OciLayout layout = OciLayout.open(dir.resolve("docker/layout"))) {
            new CatalogVerifier(layout).verify(catalog, CatalogVerifier.Depth.CONTENT);
        }
        assertThat(build(manifest, "docker", "--image-builder", "docker"))
                .contains("[istio-linux-arm64] is done already: 2 images")
                .doesNotContain("] runs ");
    }

    @Test
    void aManifestThatSaysContextLeavesImagesInTheEngineAndNoArchives() throws Exception {
        Path manifest = SmallSource.create(Files.createDirectories(dir.resolve("context")));
        Files.writeString(manifest, "dockerOutput: context\n", StandardOpenOption.APPEND);
        build(manifest, "loaded");
        assertThat(dir.resolve("loaded/out/docker")).doesNotExist();
        for (String tag : List.of("1.0.0", "1.0.0-debug", "1.0.0-distroless")) {
            String image = "registry.example/small/hello:" + tag;
            assertThat(engine.docker("image", "inspect", "--format", "{{.Architecture}}", image)
                            .strip())
                    .isEqualTo("amd64");
            assertThat(engine.docker("image", "inspect", "--format", "{{.Architecture}}", image + "-arm64")
                            .strip())
                    .isEqualTo("arm64");
        }
    }

    @Test
    void aDockerSaveThatFailsIsToldWithDockersOwnWords() throws Exception {
        Path manifest = SmallSource.create(
                Files.createDirectories(dir.resolve("broken")),
                tree -> {
                    saves(tree);
                    Files.writeString(tree.resolve("Dockerfile.save"), "FROM scratch\nCOPY missing /\n");
                },
                "true");
        assertThat(run(1, manifest, "failed", "--image-builder", "docker"))
                .contains("2 of 2 stages failed")
                .containsPattern("(?s)\\[istio-linux-arm64] .*COPY failed.*missing");
    }

    @Test
    void makeInABuilderImageBringsTheSameBytesAsOnTheMachine() throws Exception {
        engine.toolsImage(TOOLS, "ENV TARGET_OUT=/elsewhere");
        Path manifest = prebuilt("contained", "true");
        build(manifest, "inside", "--builder-image", "localhost/tools:${minor}");
        build(manifest, "outside");
        assertThat(dir.resolve("inside/out/images.yaml"))
                .hasSameTextualContentAs(dir.resolve("outside/out/images.yaml"));
        assertThat(engine.containers()).isEmpty();
    }

    @Test
    void theContainersOfAKilledBuildAreEndedByTheNext() throws Exception {
        engine.toolsImage(TOOLS);
        Path manifest = prebuilt("slow", "echo waiting; sleep 300");
        Process killed = start(manifest, "killed", "--builder-image", TOOLS);
        while (engine.containers().size() < 2 || !log("killed").contains("| waiting")) {
            assertThat(killed.isAlive()).as(log("killed")).isTrue();
            Thread.sleep(100);
        }
        killed.destroyForcibly().waitFor();
        assertThat(engine.containers()).hasSize(2);
        Process cancelled = start(manifest, "killed", "--builder-image", TOOLS);
        while (!log("killed").contains("| waiting")) {
            assertThat(cancelled.isAlive()).as(log("killed")).isTrue();
            Thread.sleep(100);
        }
        cancelled.destroy();
        assertThat(cancelled.waitFor()).isNotZero();
        assertThat(engine.containers()).isEmpty();
    }

    /** Istio's way: archives per platform, the suffix of amd64 left out, the default as an alias of debug. */
    private static void saves(Path tree) throws Exception {
        // In Docker's first builder, the only one that Debian has, what is on scratch is of no platform before a COPY.
        Files.writeString(tree.resolve("Dockerfile.save"), """
                FROM scratch
                COPY hello /bin/hello
                ARG BASE_DISTRIBUTION
                LABEL variant=$BASE_DISTRIBUTION
                ENTRYPOINT ["/bin/hello"]
                """);
        Files.writeString(tree.resolve("Makefile"), """

                ARCH = $(notdir $(DOCKER_ARCHITECTURES))
                SUFFIX = $(if $(filter amd64,$(ARCH)),,-$(ARCH))
                OUT = out/linux_amd64/release/docker
                .PHONY: docker.save
                docker.save:
                \t@mkdir -p $(OUT) context/$(ARCH)
                \t$(CC_$(ARCH)) -static -s -Wl,--build-id=none -DVERSION='"$(VERSION)"' -o context/$(ARCH)/hello hello.c
                \tset -e; for v in $(DOCKER_BUILD_VARIANTS); do \\
                \t  docker build -q --platform $(DOCKER_ARCHITECTURES) --build-arg BASE_DISTRIBUTION=$$v \\
                \t    -t $(HUB)/hello:$(TAG)-$$v$(SUFFIX) -f Dockerfile.save context/$(ARCH); \\
                \t  docker save $(HUB)/hello:$(TAG)-$$v$(SUFFIX) | gzip -1 >$(OUT)/hello-$$v$(SUFFIX).tar.gz; \\
                \tdone
                \tdocker tag $(HUB)/hello:$(TAG)-debug$(SUFFIX) $(HUB)/hello:$(TAG)$(SUFFIX)
                \tdocker save $(HUB)/hello:$(TAG)$(SUFFIX) | gzip -1 >$(OUT)/hello$(SUFFIX).tar.gz
                """, StandardOpenOption.APPEND);
    }

    /** A source whose programs are there already: a builder image of make alone can make it. */
    private static Path prebuilt(String name, String init) throws Exception {
        Path directory = Files.createDirectories(dir.resolve(name));
        return SmallSource.create(
                directory,
                tree -> {
                    Path hello = tree.resolve("hello.c");
                    compile("gcc", hello, tree.resolve("hello-amd64"));
                    compile("aarch64-linux-gnu-gcc", hello, tree.resolve("hello-arm64"));
                    Files.writeString(tree.resolve("Makefile"), """
                            .PHONY: init
                            init:
                            \t@mkdir -p $(TARGET_OUT_LINUX)
                            \t@%s
                            $(TARGET_OUT_LINUX)/hello: init
                            \t@test -z "$(TARGET_OUT)" || test "$(TARGET_OUT)" = "$(TARGET_OUT_LINUX)"
                            \tcp hello-$(TARGET_ARCH) $@
                            """.formatted(init));
                },
                init);
    }

    private static void compile(String compiler, Path source, Path program) throws Exception {
        Process process = new ProcessBuilder(
                        compiler, "-static", "-s", "-DVERSION=\"1\"", "-o", program.toString(), source.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).as(compiler).isZero();
    }

    private static String build(Path manifest, String release, String... arguments) throws Exception {
        return run(0, manifest, release, arguments);
    }

    private static String run(int status, Path manifest, String release, String... arguments) throws Exception {
        Process process = start(manifest, release, arguments);
        assertThat(process.waitFor(200, TimeUnit.SECONDS)).as(log(release)).isTrue();
        assertThat(process.exitValue()).as(log(release)).isEqualTo(status);
        return log(release);
    }

    private static Process start(Path manifest, String release, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "build",
                "--allow-unsupported",
                "-m",
                manifest.toString(),
                "-o",
                dir.resolve(release).toString(),
                "--cache",
                dir.resolve("cache").toString()));
        all.addAll(List.of(arguments));
        return CliProcess.start(dir, logFile(release), List.of(), engine.environment(), all);
    }

    private static Path logFile(String release) {
        return dir.resolve(release + ".log");
    }

    private static String log(String release) throws Exception {
        return Files.exists(logFile(release)) ? Files.readString(logFile(release)) : "";
    }

    private static Catalog catalog(String said, String release) {
        assertThat(said).contains("the release is in");
        return CatalogYaml.read(dir.resolve(release).resolve("out/images.yaml"));
    }
}
