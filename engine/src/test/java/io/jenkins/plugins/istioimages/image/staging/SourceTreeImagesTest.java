package io.jenkins.plugins.istioimages.image.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.ImageRequest;
import io.jenkins.plugins.istioimages.image.binary.BinaryCheck.WrongArchitectureException;
import io.jenkins.plugins.istioimages.image.dockerfile.StageGraph.RunException;
import io.jenkins.plugins.istioimages.image.tree.BuildContext;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTreeImagesTest {
    private static final Repository REPOSITORY = Repository.parse("registry.example/pilot");

    @TempDir
    private Path tree;

    @BeforeEach
    void lay() throws Exception {
        file("tools/docker.yaml", """
                example:
                - name: shown
                images:
                - {name: base, dockerfile: docker/Dockerfile.base, base: true}
                - name: pilot
                  dockerfile: pilot/docker/Dockerfile.pilot
                  files:
                  - tools/bootstrap.json
                  - ${TARGET_OUT_LINUX}/${RELEASE_MODE}/${SIDECAR}
                  targets:
                  - ${TARGET_OUT_LINUX}/pilot-discovery
                - name: app
                  dockerfile: pkg/test/docker/Dockerfile.app
                  targets:
                  - $TARGET_OUT_LINUX/client
                - name: app_sidecar_debian_12
                  dockerfile: pilot/docker/Dockerfile.pilot
                  emulationRequired: true
                """);
        file("docker/Dockerfile.base", "FROM scratch\nRUN apt-get update\n");
        file("pilot/docker/Dockerfile.pilot", "FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH/pilot-discovery /p\n");
        file("pkg/test/docker/Dockerfile.app", "FROM scratch\nRUN useradd x\n");
        file("tools/bootstrap.json", "{}");
        file(
                "Makefile.core.mk",
                "export VERSION ?= 1.2-dev\nBASE_VERSION ?= 1.2-base \nISTIO_BASE_REGISTRY ?= r.example/x\n");
        file("istio.deps", "[{\"name\":\"PROXY_REPO_SHA\",\"lastStableSHA\":\"abc\"}]");
    }

    @Test
    void oneMakeBringsAllTargets() {
        TreePlan plan = plan(List.of("default", "debug", "distroless"));
        String out = tree.toAbsolutePath() + "/out/linux_arm64/";
        assertThat(plan.makeTargets()).containsExactly("init", out + "pilot-discovery");
        assertThat(plan.images())
                .extracting(image -> image.name() + ":" + image.variant())
                .containsExactly("pilot:debug", "pilot:distroless", "app_sidecar_debian_12:debug");
        assertThat(plan.images().get(0).files())
                .extracting(staged -> staged.path().toString())
                .containsExactly(
                        tree.resolve("tools/bootstrap.json").toString(),
                        out + "release/envoy",
                        out + "pilot-discovery");
    }

    @Test
    void versionsAreReadWhereUpstreamReadsThem() {
        Map<String, String> arguments = plan(List.of("default")).images().get(0).buildArgs();
        assertThat(arguments)
                .containsEntry("BASE_VERSION", "1.2-base")
                .containsEntry("ISTIO_BASE_REGISTRY", "r.example/x")
                .containsEntry("BASE_DISTRIBUTION", "debug")
                .containsEntry("istio_version", "1.2-dev")
                .containsEntry("proxy_version", "abc")
                .containsEntry("ztunnel_version", "unknown")
                .containsEntry("VM_IMAGE_NAME", "");
        SourceTreeImages given = new SourceTreeImages(
                tree, Map.of("VERSION", "1.99", "PROXY_REPO_SHA", "def", "BASE_VERSION", "b", "DEBUG_IMAGE", "1"));
        TreePlan plan = given.plan(Platform.LINUX_ARM64, List.of("distroless"), List.of("pilot"));
        assertThat(plan.images().get(0).buildArgs())
                .containsEntry("istio_version", "1.99")
                .containsEntry("proxy_version", "def")
                .containsEntry("BASE_VERSION", "b")
                .containsEntry("BASE_DISTRIBUTION", "distroless");
        assertThat(plan.images().get(0).files().get(1).path().toString()).endsWith("linux_arm64/debug/envoy");
    }

    @Test
    void theVersionFileCountsWhereTheMakefileHasNoDefault() throws Exception {
        file("Makefile.core.mk", "BASE_VERSION ?= 1\n");
        file("VERSION", "1.31\n");
        assertThat(plan(List.of("debug")).images().get(0).buildArgs()).containsEntry("istio_version", "1.31-dev");
    }

    @Test
    void virtualMachineImagesHaveTheirSystemAsArguments() {
        assertThat(VmImage.of("app_sidecar_ubuntu_noble")).isEqualTo(new VmImage("ubuntu", "noble"));
        assertThat(VmImage.of("app_sidecar_base_debian_12")).isEqualTo(new VmImage("debian", "12"));
        assertThat(VmImage.of("pilot")).isEqualTo(new VmImage("", ""));
    }

    @Test
    void whatNeedsAContainerIsLeftOutAloudUnlessAskedFor() {
        TreePlan plan = plan(List.of("debug"));
        assertThat(plan.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.name()).isEqualTo("app");
            assertThat(skipped.variant()).isEqualTo("debug");
            assertThat(skipped.at().toString()).endsWith("pkg/test/docker/Dockerfile.app:2:1");
            assertThat(skipped.reason()).isEqualTo("RUN in stage 0, which the image needs");
            assertThat(skipped.emulationRequired()).isFalse();
        });
        assertThat(plan.makeTargets()).noneMatch(target -> target.endsWith("/client"));
        for (String name : List.of("app", "base")) {
            assertThatThrownBy(() -> images().plan(Platform.LINUX_ARM64, List.of("debug"), List.of(name)))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("Dockerfile." + name + ":2:1: RUN");
            assertThatThrownBy(() -> images().image(Platform.LINUX_ARM64, name, "debug"))
                    .isInstanceOf(RunException.class);
        }
    }

    @Test
    void aVariantThatNeedsAContainerIsLeftOutAndTheOtherIsMade() throws Exception {
        file("pilot/docker/Dockerfile.pilot", """
                ARG BASE_DISTRIBUTION=debug
                FROM scratch AS debug
                RUN setcap x
                FROM scratch AS distroless
                FROM ${BASE_DISTRIBUTION}
                """);
        TreePlan plan = plan(List.of("debug", "distroless"));
        assertThat(plan.images())
                .extracting(image -> image.name() + ":" + image.variant())
                .containsExactly("pilot:distroless");
        assertThat(plan.makeTargets()).anyMatch(target -> target.endsWith("/pilot-discovery"));
        assertThat(plan.skipped())
                .extracting(skipped -> skipped.name() + ":" + skipped.variant() + ":" + skipped.emulationRequired())
                .containsExactly(
                        "pilot:debug:false",
                        "app:debug:false",
                        "app:distroless:false",
                        "app_sidecar_debian_12:debug:true");
        assertThat(images().image(Platform.LINUX_ARM64, "pilot", "distroless"))
                .isEqualTo(plan.images().get(0));
    }

    @Test
    void filesAreUnderTheirOwnNamesAndProgramsUnderTheirArchitecture() throws Exception {
        elf("out/linux_arm64/pilot-discovery", 183);
        elf("out/linux_arm64/release/envoy", 183);
        BuildContext.Mapping context = (BuildContext.Mapping) request().context();
        assertThat(context.files().keySet())
                .containsExactly("Dockerfile.pilot", "arm64/envoy", "arm64/pilot-discovery", "bootstrap.json");
    }

    @Test
    void aBinaryOfAnotherArchitectureIsAnErrorWithItsName() throws Exception {
        elf("out/linux_arm64/pilot-discovery", 62);
        elf("out/linux_arm64/release/envoy", 183);
        assertThatThrownBy(this::request)
                .isInstanceOf(WrongArchitectureException.class)
                .hasMessageContaining("out/linux_arm64/pilot-discovery is an ELF file for amd64")
                .hasMessageContaining("the image is for linux/arm64");
    }

    @Test
    void aFileThatMakeDidNotMakeIsAWorkError() {
        assertThatThrownBy(this::request)
                .isInstanceOf(WorkException.class)
                .hasMessageContaining("tools/docker.yaml:9:5: ")
                .hasMessageContaining("make did not make it for linux/arm64");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "images: 1|1:9: 'images' must be a list",
                "image: []|1:1: unknown key 'image'; did you mean 'images'?",
                "images: [{name: a}]|needs a 'dockerfile'",
                "images: [{name: A B, dockerfile: d}]|'A B' is no image name",
                "images: [{name: a, dockerfile: d, bse: true}]|unknown key 'bse'; did you mean 'base'?",
                "images: [{name: a, dockerfile: d, base: 1}]|'base' must be true or false",
                "images: [{name: a, dockerfile: d, files: x}]|'files' must be a list",
                "images: [{name: a, dockerfile: d},{name: a, dockerfile: d}]|stands twice",
                "images: [|no YAML",
                "[]|the file must be a mapping",
            })
    void mistakesInTheFileAreNamedWithTheirPlace(String text, String message) {
        assertThatThrownBy(() -> DockerImagesFile.parse("docker.yaml", text))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("docker.yaml:1:")
                .hasMessageContaining(message);
    }

    @Property
    void anyTextIsReadOrRefusedWithItsPlace(@ForAll @StringLength(max = 200) String text) {
        try {
            assertThat(DockerImagesFile.parse("docker.yaml", "images:\n- name: a\n  " + text))
                    .isNotNull();
        } catch (InputException e) {
            assertThat(e.location()).isPresent();
        }
    }

    @Test
    void unknownNamesAndVariablesAndMissingFilesAreNamed() throws Exception {
        assertThatThrownBy(() -> images().plan(Platform.LINUX_ARM64, List.of("debug"), List.of("pilott")))
                .hasMessageContaining("did you mean 'pilot'?");
        file("tools/docker.yaml", "images: [{name: a, dockerfile: tools/docker.yaml, files: ['${NO_SUCH}/x']}]");
        assertThatThrownBy(() -> plan(List.of("debug"))).hasMessageContaining("the variable NO_SUCH, which is not set");
        file("tools/docker.yaml", "images: [{name: a, dockerfile: ../../etc/passwd}]");
        assertThatThrownBy(() -> plan(List.of("debug"))).hasMessageContaining("the tree has no file");
        assertThatThrownBy(() -> DockerImagesFile.read(tree.resolve("none")))
                .hasMessageContaining("istio has it since 1.14")
                .hasMessageContaining("--image-builder docker");
    }

    private SourceTreeImages images() {
        return new SourceTreeImages(tree, Map.of());
    }

    private TreePlan plan(List<String> variants) {
        return images().plan(Platform.LINUX_ARM64, variants, List.of());
    }

    private ImageRequest request() {
        return plan(List.of("debug")).images().get(0).request(REPOSITORY, Instant.EPOCH);
    }

    private void file(String name, String content) throws Exception {
        Path file = tree.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void elf(String name, int machine) throws Exception {
        file(name, "");
        ByteBuffer head = ByteBuffer.allocate(64).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        head.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).putShort(18, (short) machine);
        Files.write(tree.resolve(name), head.array());
    }
}
