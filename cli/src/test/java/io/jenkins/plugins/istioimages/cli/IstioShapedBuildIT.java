package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.source.SmallSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tree with the set of images that istio/istio has: products without RUN, tests and base images with it, some of them
 * for the machine's own platform only. Nobody names images, as in every release.
 */
@Timeout(120)
class IstioShapedBuildIT {
    @TempDir
    private Path directory;

    private Path manifest;

    @BeforeEach
    void source() throws Exception {
        manifest = SmallSource.create(directory, IstioShapedBuildIT::shape, "true");
    }

    @Test
    void productsAreBuiltAndWhatNeedsAContainerIsShownWithItsPlace() throws Exception {
        CliRun run = cli("build", "-o", directory.resolve("release").toString(), "-q");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(CatalogYaml.read(directory.resolve("release/out/images.yaml"))
                        .images())
                .extracting(CatalogImage::name)
                .containsOnly("ext-authz", "pilot", "proxyv2");
        assertThat(run.err()).contains("notice: 2 images are left out, see the end: app, app_sidecar_debian_12");
        assertThat(run.out())
                .contains("Not made, because the native image builder runs no containers:")
                .containsPattern("app +debug, distroless +linux/amd64, linux/arm64 +istio@[0-9a-f]{12}:"
                        + "pkg/test/echo/docker/Dockerfile\\.app:4:1: RUN in stage 0, which the image needs"
                        + " +--image-builder docker\n")
                .containsPattern("app_sidecar_debian_12 +debug +linux/amd64, linux/arm64 +istio@[0-9a-f]{12}:"
                        + "pkg/test/echo/docker/Dockerfile\\.app_sidecar:2:1: .*"
                        + " +--image-builder docker, on a machine of the image's platform\n")
                .doesNotContain("Dockerfile.base");
    }

    @Test
    void theCatalogStandsAloneOnStandardOutputWhenItIsForMachines() throws Exception {
        CliRun run = cli("build", "-o", directory.resolve("release").toString(), "-q", "--json");
        assertThat(run.out()).startsWith("{").endsWith("}\n").doesNotContain("Not made");
        assertThat(run.err()).contains("Not made, because");
    }

    @Test
    void thePlanShowsItBeforeAnyWork() {
        CliRun run = cli("plan");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("  makes pilot (distroless), tags 1.0.0-distroless")
                .contains("Not made, because the native image builder runs no containers:")
                .contains("Dockerfile.app:4:1: RUN")
                .doesNotContain("makes app");
    }

    @Test
    void anImageThatIsNamedAndNeedsAContainerIsRefusedWithFileAndLine() {
        for (String verb : List.of("plan", "build")) {
            CliRun run = cli(verb, "--image", "pilot,app");
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err())
                    .containsPattern(
                            "error: istio@[0-9a-f]{12}:pkg/test/echo/docker/Dockerfile\\.app:4:1: RUN in stage 0")
                    .contains("use --image-builder docker");
        }
    }

    @Test
    void aReleaseWithoutSupportIsRefusedBeforeAnySourceIsFetched() throws Exception {
        for (String verb : List.of("plan", "build")) {
            CliRun run = CliRun.of(verb, "-m", manifest.toString(), "--cache", cache());
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err())
                    .contains(
                            "error: version 1.0.0 is refused: the table of supported releases has nothing of the series"
                                    + " of 1.0.0, and has newer ones")
                    .contains("to build 1.0.0 all the same, say --allow-unsupported");
            assertThat(directory.resolve("cache")).doesNotExist();
        }
    }

    @Test
    void aTableOfOnesOwnSaysWhatHasSupport() throws Exception {
        Path table = Files.writeString(
                directory.resolve("releases.yaml"), "releases: [{version: 1.0.0, kubernetes: [\"1.35\"]}]\n");
        CliRun run = CliRun.of(
                "plan", "-m", manifest.toString(), "--cache", cache(), "--supported-releases", table.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).doesNotContain("supported releases");
    }

    private String cache() {
        return directory.resolve("cache").toString();
    }

    private CliRun cli(String verb, String... arguments) {
        List<String> all =
                new ArrayList<>(List.of(verb, "--allow-unsupported", "-m", manifest.toString(), "--cache", cache()));
        all.addAll(List.of(arguments));
        return CliRun.of(all.toArray(String[]::new));
    }

    private static void shape(Path tree) throws Exception {
        String target = "  targets: [\"${TARGET_OUT_LINUX}/hello\"]\n";
        write(tree, "tools/docker.yaml", """
                images:
                - name: base
                  dockerfile: docker/Dockerfile.base
                  base: true
                - name: proxyv2
                  dockerfile: pilot/docker/Dockerfile.product
                """ + target + """
                - name: pilot
                  dockerfile: pilot/docker/Dockerfile.product
                """ + target + """
                - name: app
                  dockerfile: pkg/test/echo/docker/Dockerfile.app
                """ + target + """
                - name: ext-authz
                  dockerfile: samples/extauthz/docker/Dockerfile
                """ + target + """
                - name: app_sidecar_debian_12
                  dockerfile: pkg/test/echo/docker/Dockerfile.app_sidecar
                  targets: ["${TARGET_OUT_LINUX}/release/istio-sidecar.deb"]
                  emulationRequired: true
                - name: app_sidecar_base_debian_12
                  dockerfile: docker/Dockerfile.base
                  base: true
                """);
        write(tree, "docker/Dockerfile.base", "FROM debian:12\nRUN useradd --uid 1337 proxy\n");
        write(tree, "pilot/docker/Dockerfile.product", """
                ARG BASE_DISTRIBUTION=debug
                FROM scratch AS debug
                FROM scratch AS distroless
                FROM ${BASE_DISTRIBUTION:-debug}
                ARG TARGETARCH
                COPY ${TARGETARCH:-amd64}/hello /usr/local/bin/hello
                """);
        write(tree, "samples/extauthz/docker/Dockerfile", "FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH/hello /x\n");
        write(tree, "pkg/test/echo/docker/Dockerfile.app", """
                ARG REGISTRY=registry.example/bases
                FROM ${REGISTRY}/base
                COPY hello /hello
                RUN useradd --uid 1338 application
                """);
        write(tree, "pkg/test/echo/docker/Dockerfile.app_sidecar", "FROM registry.example/vm\nRUN dpkg -i /x.deb\n");
    }

    private static void write(Path tree, String name, String text) throws Exception {
        Path file = tree.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
