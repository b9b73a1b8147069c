package io.jenkins.plugins.istioimages.plan;

import static io.jenkins.plugins.istioimages.plan.Fixtures.SHA;
import static io.jenkins.plugins.istioimages.plan.Fixtures.lock;
import static io.jenkins.plugins.istioimages.plan.Fixtures.manifest;
import static io.jenkins.plugins.istioimages.plan.Fixtures.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.istioimages.manifest.DockerOutput;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {
    private static final Platform PPC64LE = Platform.parse("linux/ppc64le");

    @TempDir
    Path dir;

    private IstioTree tree;

    @BeforeEach
    void tree() {
        tree = Fixtures.tree(dir);
    }

    @Test
    void thereIsOneStageForEachPlatformOfTheManifest() {
        Plan plan = plan(options());
        assertThat(plan.stages()).extracting(Stage::id).containsExactly("istio-linux-amd64", "istio-linux-arm64");
        assertThat(plan.stages()).extracting(Stage::label).containsExactly("amd64", "arm64");
        assertThat(plan.hub()).hasToString("ghcr.io/resf/istio");
    }

    @Test
    void platformsOfTheOptionsComeBeforeThoseOfTheManifestAndCountOnce() {
        Plan plan = plan(options().platforms(List.of(PPC64LE, PPC64LE)));
        assertThat(plan.stages()).extracting(Stage::id).containsExactly("istio-linux-ppc64le");
    }

    @Test
    void theContainerIsOfEachStagesPlatformOfAnotherOrOfWhicheverTheMachineTakes() {
        PlanOptions.Builder in = options().builderImage("localhost/tools:1");
        assertThat(plan(in).stages()).extracting(Stage::builderPlatform).containsExactly("", "");
        assertThat(plan(in.builderPlatform("stage")).stages())
                .extracting(Stage::builderPlatform)
                .containsExactly("linux/amd64", "linux/arm64");
        assertThat(plan(in.builderPlatform("linux/amd64")).stages())
                .extracting(Stage::builderPlatform)
                .containsExactly("linux/amd64", "linux/amd64");
        assertThat(plan(options().builderPlatform("stage")).stages())
                .as("without a builder image there is no container")
                .extracting(Stage::builderPlatform)
                .containsExactly("", "");
        assertThatThrownBy(() -> plan(in.builderPlatform("arm64")))
                .isInstanceOf(PlanException.class)
                .hasMessageStartingWith("platform of the builder container: ")
                .hasMessageEndingWith("or the word 'stage' for each stage's own");
    }

    @Test
    void labelsAndBuilderImagesAreSetPerPlatform() {
        Plan plan = plan(options()
                .labels(Map.of(Platform.LINUX_ARM64, "graviton && 16cpu"))
                .builderImage("ghcr.io/resf/istio/build-tools:release-${minor}-latest")
                .builderImages(Map.of(Platform.LINUX_ARM64, "localhost/tools-${arch}:${version}")));
        assertThat(plan.stages()).extracting(Stage::label).containsExactly("amd64", "graviton && 16cpu");
        assertThat(plan.stages())
                .extracting(Stage::builderImage)
                .containsExactly("ghcr.io/resf/istio/build-tools:release-1.14-latest", "localhost/tools-arm64:1.14.5");
    }

    @Test
    void oneMakeBringsAllBinariesOfAPlatformInReleaseBuildersEnvironment() {
        Command make = plan(options()).stages().get(1).commands().get(0);
        String tree = "${WORK}/src/istio.io/istio";
        String out = tree + "/out/linux_arm64";
        assertThat(make.arguments())
                .containsExactly(
                        "make", "--no-print-directory", "init", out + "/pilot-agent", out + "/pilot-discovery");
        assertThat(make.directory()).isEqualTo(tree);
        assertThat(make.environment())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("GOPATH", "${WORK}"),
                        Map.entry("TAG", "1.14.5"),
                        Map.entry("VERSION", "1.14.5"),
                        Map.entry("BUILD_WITH_CONTAINER", "0"),
                        Map.entry("IGNORE_DIRTY_TREE", "1"),
                        Map.entry("INCLUDE_UNTAGGED_DEFAULT", "true"),
                        Map.entry("DOCKER_ARCHITECTURES", "linux/arm64"),
                        Map.entry("HUB", "ghcr.io/resf/istio"),
                        Map.entry("DOCKER_BUILD_VARIANTS", "debug distroless"),
                        Map.entry("PROXY_REPO_SHA", SHA),
                        Map.entry("TARGET_OS", "linux"),
                        Map.entry("TARGET_ARCH", "arm64"),
                        Map.entry("TARGET_OUT", out),
                        Map.entry("TARGET_OUT_LINUX", out)));
        assertThat(make.removed())
                .containsExactly(
                        "CONTAINER_TARGET_OUT",
                        "CONTAINER_TARGET_OUT_LINUX",
                        "FOR_BUILD_CONTAINER",
                        "TARGET_ARCH",
                        "TARGET_OS",
                        "TARGET_OUT",
                        "TARGET_OUT_LINUX");
    }

    @Test
    void envoyComesFromTheManifestsOverride() {
        var manifest = manifest(
                "1.14.5", EnumSet.of(Output.DOCKER), DockerOutput.TAR, Optional.of("https://proxy.example/x"), PPC64LE);
        Plan plan = new Planner().plan(manifest, lock("istio"), options().build(), tree);
        assertThat(plan.stages().get(0).commands().get(0).environment())
                .containsEntry("ISTIO_ENVOY_BASE_URL", "https://proxy.example/x")
                .containsEntry("TARGET_ARCH", "ppc64le");
        assertThat(plan.notices()).noneMatch(notice -> notice.contains("outputs"));
    }

    @Test
    void theDockerBuilderRunsDockerSaveInEachSourceThatHasImages() {
        Plan plan = new Planner()
                .plan(
                        manifest(),
                        lock("istio", "cni", "operator", "proxy"),
                        options().imageBuilder(ImageBuilder.DOCKER).build(),
                        tree);
        List<Command> commands = plan.stages().get(0).commands();
        assertThat(commands)
                .extracting(Command::toString)
                .containsOnly("make --no-print-directory docker.save")
                .hasSize(3);
        assertThat(commands)
                .extracting(Command::directory)
                .containsExactly(
                        "${WORK}/src/istio.io/istio", "${WORK}/src/istio.io/cni", "${WORK}/src/istio.io/operator");
        assertThat(commands.get(0).environment())
                .doesNotContainKeys("TARGET_OS", "TARGET_ARCH", "TARGET_OUT", "DOCKER_TARGETS")
                .containsEntry("DOCKER_ARCHITECTURES", "linux/amd64");
        assertThat(plan.stages().get(0).outputs()).isEmpty();
    }

    @Test
    void theDockerBuilderGetsChosenImagesAsUpstreamNamesThem() {
        Plan plan = plan(options().imageBuilder(ImageBuilder.DOCKER).images(List.of("proxyv2", "pilot")));
        assertThat(plan.stages().get(0).commands().get(0).environment())
                .containsEntry("DOCKER_TARGETS", "docker.pilot docker.proxyv2");
    }

    @Test
    void allImagesButBaseImagesAreMadeInAllVariants() {
        assertThat(plan(options()).stages().get(0).outputs())
                .extracting(StageOutput::toString)
                .containsExactly("pilot (debug)", "pilot (distroless)", "proxyv2 (debug)", "proxyv2 (distroless)");
    }

    @Test
    void imagesAreChosenByNameAlsoBaseImages() {
        Plan plan = plan(options().images(List.of("base", "pilot")).variants(List.of("debug"), ""));
        assertThat(plan.stages().get(0).outputs())
                .containsExactly(new StageOutput("base", "debug"), new StageOutput("pilot", "debug"));
        assertThat(plan.stages().get(0).commands().get(0).arguments()).noneMatch(a -> a.endsWith("pilot-agent"));
    }

    @Test
    void inputsAreTheCommitsOfWhatIsBuiltFrom() {
        assertThat(plan(options()).stages().get(0).inputs()).containsExactly(Map.entry("istio", SHA));
    }

    @Test
    void basesAreThoseOfTheChosenVariantsWithTheTreesVersion() {
        assertThat(plan(options()).stages().get(0).bases())
                .containsExactly(
                        "registry.example/base:1.14-dev.1",
                        "registry.example/distroless:1.14-dev.1",
                        "registry.example/tools:1");
        assertThat(plan(options().variants(List.of("debug"), "debug"))
                        .stages()
                        .get(0)
                        .bases())
                .containsExactly("registry.example/base:1.14-dev.1", "registry.example/tools:1");
    }

    @Test
    void whatTheCallersEnvironmentChoosesIsPartOfThePlanAndTheRestIsNot() {
        Plan plan = plan(options()
                .environment(
                        Map.of("BASE_VERSION", "1.14.9", "HUB", "mine", "VERSION", "9", "SECRET", "x", "PATH", "y")));
        assertThat(plan.stages().get(0).commands().get(0).environment())
                .containsEntry("BASE_VERSION", "1.14.9")
                .containsEntry("HUB", "ghcr.io/resf/istio")
                .containsEntry("VERSION", "1.14.5")
                .doesNotContainKeys("SECRET", "PATH");
        assertThat(plan.stages().get(0).bases()).contains("registry.example/base:1.14.9");
    }

    @Test
    void anImageThatNeedsAContainerAndThatNobodyNamedIsLeftOutAloud() {
        assertThat(plan(options()).skipped())
                .containsExactly(new SkippedImage(
                        "app",
                        List.of("debug", "distroless"),
                        List.of(Platform.LINUX_AMD64, Platform.LINUX_ARM64),
                        "istio@0123456789ab:pkg/test/echo/Dockerfile.app:2:1",
                        "RUN in stage 0, which the image needs",
                        false));
        assertThat(plan(options().imageBuilder(ImageBuilder.DOCKER)).skipped()).isEmpty();
    }

    @Test
    void whatOnlyAMachineOfItsPlatformCanMakeSaysSo() {
        Fixtures.write(dir, "tools/docker.yaml", """
                images:
                - name: pilot
                  dockerfile: pilot/Dockerfile
                - name: app_sidecar_debian_12
                  dockerfile: pkg/test/echo/Dockerfile.app
                  emulationRequired: true
                """);
        assertThat(plan(options()).skipped())
                .extracting(SkippedImage::image, SkippedImage::variants, SkippedImage::remedy)
                .containsExactly(tuple(
                        "app_sidecar_debian_12",
                        List.of("debug"),
                        "--image-builder docker, on a machine of the image's platform"));
    }

    @Test
    void leftOutImagesArePartOfThePlanAsDataAndOfNoStagesKey() {
        Plan all = plan(options());
        assertThat(PlanJson.of(all).get("skipped").toString())
                .contains("\"image\":\"app\"", "Dockerfile.app:2:1", "\"remedy\":\"--image-builder docker\"");
        Fixtures.write(dir, "pkg/test/echo/Dockerfile.app", "FROM scratch\n\nRUN false\n");
        assertThat(plan(options()).stages()).isEqualTo(all.stages());
    }

    @Test
    void anImageThatWasAskedForAndNeedsAContainerIsRefusedWithFileAndLine() {
        assertThatThrownBy(() -> plan(options().images(List.of("app"))))
                .isInstanceOf(PlanException.class)
                .satisfies(e -> assertThat(((PlanException) e).problems()).hasSize(1))
                .hasMessageStartingWith("istio@0123456789ab:pkg/test/echo/Dockerfile.app:2:1: RUN")
                .hasMessageContaining("--image-builder docker");
    }

    @Test
    void whereEveryImageNeedsAContainerThereIsNothingToMakeAndItSaysWhy() {
        Fixtures.write(dir, "pilot/Dockerfile", "FROM scratch\nRUN make\n");
        assertThatThrownBy(() -> plan(options()))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("has no image to make; pilot (debug) needs --image-builder docker:"
                        + " istio@0123456789ab:pilot/Dockerfile:2:1: RUN");
    }

    @Test
    void anImageWithoutBinariesStillMakesInit() {
        Command make = plan(options().images(List.of("base")))
                .stages()
                .get(0)
                .commands()
                .get(0);
        assertThat(make.arguments()).containsExactly("make", "--no-print-directory", "init");
        assertThat(make.environment()).containsEntry("VERSION", "1.14.5");
    }

    @Test
    void outputsThatAreNotMadeAreNamed() {
        assertThat(plan(options()).notices())
                .contains("of the manifest's outputs only docker is made; not made: archive, debian, grafana,"
                        + " helm, licenses, rpm, sbom, scanner, sources");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        var manifest =
                manifest("1.14.5", EnumSet.of(Output.HELM), Platform.parse("windows/amd64"), Platform.LINUX_AMD64);
        var options = options()
                .images(List.of("pilott"))
                .variants(List.of("not a tag"), "debug")
                .hub("UPPER//case")
                .builderImage("tools:${mynor}");
        assertThatThrownBy(() -> new Planner().plan(manifest, lock("istio"), options.build(), tree))
                .isInstanceOf(PlanException.class)
                .satisfies(e -> assertThat(((PlanException) e).problems()).hasSize(6))
                .hasMessageStartingWith("6 problems:\n- outputs does not name docker")
                .hasMessageContaining("platform 'windows/amd64' cannot be built")
                .hasMessageContaining("tag '1.14.5-not a tag' is wrong")
                .hasMessageContaining("hub 'UPPER//case' is wrong")
                .hasMessageContaining("no image 'pilott'; did you mean 'pilot'?")
                .hasMessageContaining("${mynor} is unknown; there are ${version}, ${minor} and ${arch}");
    }

    @Test
    void aSourceWithoutDockerYamlNeedsTheDockerBuilder() throws IOException {
        Files.delete(dir.resolve("tools/docker.yaml"));
        assertThatThrownBy(() -> plan(options()))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("istio@0123456789ab has no tools/docker.yaml")
                .hasMessageEndingWith("use --image-builder docker");
        assertThat(plan(options().imageBuilder(ImageBuilder.DOCKER)).stages()).hasSize(2);
    }

    @Test
    void anUnknownImageForTheDockerBuilderIsFoundBeforeAnyWork() {
        assertThatThrownBy(
                        () -> plan(options().imageBuilder(ImageBuilder.DOCKER).images(List.of("pilott"))))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("did you mean 'pilot'?");
    }

    @Test
    void theDockerBuilderDoesNotRunInABuilderImage() {
        assertThatThrownBy(
                        () -> plan(options().imageBuilder(ImageBuilder.DOCKER).builderImage("localhost/tools:1")))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("not to be had inside a builder image");
    }

    @Test
    void imagesForADaemonAreMadeAsArchivesToo() {
        var manifest = manifest(
                "1.14.5", EnumSet.of(Output.DOCKER), DockerOutput.CONTEXT, Optional.empty(), Platform.LINUX_AMD64);
        var options = options().imageBuilder(ImageBuilder.DOCKER).build();
        Plan plan = new Planner().plan(manifest, lock("istio"), options, tree);
        assertThat(plan.stages().get(0).commands().get(0).arguments()).endsWith("docker.save");
    }

    @Test
    void theManifestsProxyAndZtunnelDecideWhatScriptsBring() {
        Plan plan = new Planner()
                .plan(manifest(), lock("istio", "proxy", "ztunnel"), options().build(), tree);
        assertThat(plan.stages().get(1).commands().get(0).environment())
                .containsEntry("PROXY_REPO_SHA", SHA)
                .containsEntry("ZTUNNEL_REPO_SHA", SHA);
        Plan without = new Planner().plan(manifest(), lock("istio"), options().build(), tree);
        assertThat(without.stages().get(0).commands().get(0).environment())
                .doesNotContainKeys("PROXY_REPO_SHA", "ZTUNNEL_REPO_SHA");
    }

    @Test
    void anotherProxyThanTheManifestsIsAContradiction() {
        var options = options()
                .variables(Map.of("PROXY_REPO_SHA", Fixtures.OTHER_SHA))
                .build();
        assertThatThrownBy(() -> new Planner().plan(manifest(), lock("istio", "proxy"), options, tree))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("PROXY_REPO_SHA is to be " + Fixtures.OTHER_SHA)
                .hasMessageContaining("the manifest's proxy is " + SHA);
        var inherited = options()
                .environment(Map.of("PROXY_REPO_SHA", Fixtures.OTHER_SHA))
                .build();
        assertThat(new Planner()
                        .plan(manifest(), lock("istio", "proxy"), inherited, tree)
                        .stages()
                        .get(0)
                        .commands()
                        .get(0)
                        .environment())
                .as("a variable that happens to be there does not change a release")
                .containsEntry("PROXY_REPO_SHA", SHA);
    }

    @Test
    void anUnknownVariableInATargetIsAProblemWithItsPlace() {
        Fixtures.write(dir, "tools/docker.yaml", """
                images:
                - name: pilot
                  dockerfile: pilot/Dockerfile
                  targets: ["${TARGET_OUTT}/pilot"]
                """);
        assertThatThrownBy(() -> plan(options()))
                .isInstanceOf(PlanException.class)
                .hasMessageStartingWith("istio@0123456789ab:tools/docker.yaml:4:")
                .hasMessageContaining("TARGET_OUTT");
    }

    @Test
    void aTreeOfBaseImagesAloneHasNothingToMake() {
        Fixtures.write(dir, "tools/docker.yaml", """
                images:
                - name: base
                  dockerfile: docker/Dockerfile.base
                  base: true
                """);
        assertThatThrownBy(() -> plan(options()))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("has no image to make");
    }

    private Plan plan(PlanOptions.Builder options) {
        return new Planner().plan(manifest(), lock("istio", "proxy"), options.build(), tree);
    }
}
