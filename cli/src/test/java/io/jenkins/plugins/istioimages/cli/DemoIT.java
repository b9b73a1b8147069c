package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogVerifier;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.registry.Tool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer sees: the demo from git to a verified catalog, with real compilers, skopeo and qemu. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {
    private static final String HUB = "registry.example/mini-istio/";

    @TempDir
    static Path directory;

    private static DemoProcess demo;
    private static String said;

    @BeforeAll
    static void runOnce() throws Exception {
        demo = DemoProcess.in(directory);
        said = demo.run("demo");
    }

    @Test
    @Order(1)
    void printsTheTableAndWhatToTryNext() {
        assertThat(said)
                .contains(HUB + "pilot:1.14.5-distroless", HUB + "proxyv2:1.14.5", "linux/arm64", "What to try next");
    }

    @Test
    @Order(2)
    void leavesPilotAndProxyInTwoVariantsForTwoPlatforms() {
        assertThat(catalog().images())
                .filteredOn(image -> List.of("pilot", "proxyv2").contains(image.name()))
                .hasSize(4)
                .allSatisfy(image -> assertThat(image.platforms())
                        .extracting(platform -> platform.platform())
                        .containsExactly(Platform.LINUX_AMD64, Platform.LINUX_ARM64));
    }

    @Test
    @Order(3)
    void theDefaultTagIsAnAliasOfDebugAndNoTagHasALeadingV() {
        for (CatalogImage image : catalog().images()) {
            assertThat(image.tags()).noneMatch(tag -> tag.startsWith("v"));
            assertThat(image.tags())
                    .containsExactlyElementsOf(
                            image.variant().equals("debug")
                                    ? List.of("1.14.5", "1.14.5-debug")
                                    : List.of("1.14.5-" + image.variant()));
        }
    }

    @Test
    @Order(4)
    void everyDigestOfTheCatalogVerifies() {
        try (OciLayout layout = OciLayout.open(directory.resolve("target/demo/layout"))) {
            assertThat(new CatalogVerifier(layout)
                            .verify(catalog(), CatalogVerifier.Depth.CONTENT)
                            .blobs())
                    .isGreaterThan(10);
        }
    }

    @Test
    @Order(5)
    void skopeoSeesTheIndexUnderItsFullReference() {
        JsonNode index = Json.read(
                Tool.run(
                                List.of("skopeo", "inspect", "--raw", "oci:" + layout() + ":" + HUB + "pilot:1.14.5"),
                                "",
                                "skopeo")
                        .getBytes(StandardCharsets.UTF_8),
                "skopeo's answer");
        assertThat(index.findValuesAsText("architecture")).containsExactly("amd64", "arm64");
    }

    @Test
    @Order(6)
    void theArm64BinaryInTheImageRunsUnderQemuAndSaysItsVersion() throws Exception {
        Path image = directory.resolve("pulled");
        Tool.run(
                List.of(
                        "skopeo",
                        "copy",
                        "-q",
                        "--override-arch",
                        "arm64",
                        "oci:" + layout() + ":" + HUB + "pilot:1.14.5-distroless",
                        "dir:" + image),
                "",
                "skopeo");
        Path root = Files.createDirectory(directory.resolve("root"));
        JsonNode manifest = Json.read(Files.readAllBytes(image.resolve("manifest.json")), "manifest");
        for (JsonNode layer : manifest.get("layers")) {
            String file = layer.get("digest").asText().substring("sha256:".length());
            Tool.run(List.of("tar", "-xzf", image.resolve(file).toString(), "-C", root.toString()), "", "tar");
        }
        Path binary = root.resolve("usr/local/bin/pilot-discovery");
        Process qemu = new ProcessBuilder("qemu-aarch64-static", binary.toString(), "version")
                .redirectErrorStream(true)
                .start();
        String output = new String(qemu.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(qemu.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(qemu.exitValue()).as(output).isZero();
        assertThat(output).contains("1.14.5");
    }

    @Test
    @Order(7)
    void aSecondRunBuildsNothingAndChangesNothing() throws Exception {
        byte[] before = Files.readAllBytes(directory.resolve("target/demo/out/images.yaml"));
        assertThat(demo.run("demo"))
                .contains("[istio-linux-amd64] is done already", "[istio-linux-arm64] is done already")
                .doesNotContain("] runs ");
        assertThat(Files.readAllBytes(directory.resolve("target/demo/out/images.yaml")))
                .isEqualTo(before);
    }

    @Test
    @Order(8)
    void aBuildFromNothingHasTheSameDigests() throws Exception {
        String before = Files.readString(directory.resolve("target/demo/out/images.yaml"));
        Tool.run(List.of("rm", "-rf", directory.resolve("target").toString()), "", "coreutils");
        demo.run("demo");
        assertThat(directory.resolve("target/demo/out/images.yaml")).hasContent(before);
    }

    @Test
    @Order(9)
    void noFileThatIsPublishedSaysWhereItWasBuilt() throws Exception {
        for (String file : List.of("images.yaml", "images.html")) {
            assertThat(Files.readString(directory.resolve("target/demo/out").resolve(file)))
                    .doesNotContain(directory.toString(), directory.toRealPath().toString());
        }
        assertThat(catalog().sources().get("istio").git()).isEqualTo("../target/demo/git/istio.git");
    }

    private static Catalog catalog() {
        return CatalogYaml.read(directory.resolve("target/demo/out/images.yaml"));
    }

    private static Path layout() {
        return directory.resolve("target/demo/layout");
    }
}
