package io.jenkins.plugins.istioimages.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories as istio/tools has them: a script over one Dockerfile. */
class BuildToolsScriptTest {
    private static final String NEW = """
            #!/usr/bin/env bash
            set -eux
            # BRANCH=comment
            HUB=${HUB:-registry.example/testing}
            BRANCH=release-1.29
            VERSION="${BRANCH}-${SUFFIX}"
            ${CONTAINER_CLI} ${CONTAINER_BUILDER} --target build_tools \\
              ${ADDITIONAL_BUILD_ARGS} --build-arg "ISTIO_TOOLS_SHA=${SHA}" --build-arg "VERSION=${VERSION}" \\
              --build-arg BUILDKIT_INLINE_CACHE=1 \\
              --cache-from "${HUB}/build-tools${CACHE_FROM_TAG}" \\
              -t "${HUB}/build-tools:${BRANCH}-latest-${ARCH}" \\
              -t "${HUB}/build-tools:${VERSION}-${ARCH}" \\
              .
            ${CONTAINER_CLI} ${CONTAINER_BUILDER} --target build_env_proxy \\
              --build-arg "VERSION=${VERSION}" -t "${HUB}/build-tools-proxy:${BRANCH}-latest-${ARCH}" .
            ${CONTAINER_CLI} ${CONTAINER_BUILDER} --target build_tools \\
              --build-arg BASE_OS_CONTEXT=base_os_context_with_mingw \\
              -t "${HUB}/build-tools-windows:${BRANCH}-latest-${ARCH}" .
            docker push "${HUB}/build-tools:${BRANCH}-latest"
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void dockerfile() throws IOException {
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch AS build_tools\n");
    }

    @Test
    void everyImageOfTheScriptHasItsStageItsArgumentsAndUpstreamsTag() throws IOException {
        script(NEW);

        List<BuilderImage> images = read().images();

        assertThat(images)
                .extracting(BuilderImage::label)
                .containsExactly(
                        "build-tools:release-1.29-latest",
                        "build-tools-proxy:release-1.29-latest",
                        "build-tools-windows:release-1.29-latest");
        assertThat(images)
                .extracting(image -> image.recipe().target())
                .containsExactly(
                        Optional.of("build_tools"), Optional.of("build_env_proxy"), Optional.of("build_tools"));
        assertThat(images.get(0).recipe().arguments())
                .isEqualTo(new TreeMap<>(
                        Map.of("ISTIO_TOOLS_SHA", "release-1.29", "VERSION", "release-1.29-release-1.29")));
        assertThat(images.get(2).recipe().arguments())
                .isEqualTo(new TreeMap<>(Map.of("BASE_OS_CONTEXT", "base_os_context_with_mingw")));
        assertThat(images).allSatisfy(image -> {
            assertThat(image.dockerfile()).isEqualTo(directory.resolve("Dockerfile"));
            assertThat(image.platforms()).containsExactly(Platform.LINUX_AMD64);
        });
    }

    @Test
    void theFormOfOlderBranchesIsReadTooAndTheCommitIsTheVersion() throws Exception {
        script("""
                BRANCH=release-1.14
                ${CONTAINER_CLI} ${CONTAINER_BUILDER} --target build_tools -t "${HUB}/build-tools:${VERSION}" -t "${HUB}/build-tools:${BRANCH}-latest" .
                ${CONTAINER_CLI} ${CONTAINER_BUILDER} --build-arg "VERSION=${VERSION}" -t ${HUB}/build-tools-proxy:${BRANCH}-latest .
                ${CONTAINER_CLI} ${CONTAINER_BUILDER} -f Dockerfile.centos -t "${HUB}/build-tools-centos:${BRANCH}-latest" .
                """);
        Files.writeString(directory.resolve("Dockerfile.centos"), "FROM scratch\n");
        String head;
        try (Git git = Git.init().setDirectory(directory.toFile()).call()) {
            git.add().addFilepattern(".").call();
            head = git.commit()
                    .setMessage("tools")
                    .setSign(false)
                    .setAuthor("d", "d@example.com")
                    .call()
                    .name();
        }

        List<BuilderImage> images = read().images();

        assertThat(images)
                .extracting(BuilderImage::name)
                .containsExactly("build-tools", "build-tools-centos", "build-tools-proxy");
        assertThat(images.get(1).dockerfile()).isEqualTo(directory.resolve("Dockerfile.centos"));
        assertThat(images.get(2).recipe())
                .isEqualTo(
                        new BuilderRecipe(Optional.empty(), new TreeMap<>(Map.of("VERSION", "release-1.14-" + head))));
        assertThat(new ChangedImages(read(), "").of(List.of("Dockerfile"))).hasSize(3);
    }

    /** As release-1.12 to release-1.18 have it: no other processor gets an image of CentOS. */
    @Test
    void whatIsForOneProcessorIsLeftOutForOthers() throws IOException {
        script("""
                BRANCH=release-1.14
                if [[ "${JOB_TYPE:-}" == "postsubmit" ]]; then
                  SHA=$(git rev-parse ${BRANCH})
                fi
                docker build --target build_tools -t "${HUB}/build-tools:${BRANCH}-latest-${ARCH}" .
                if [[ "$(uname -m)" == "x86_64" ]]; then
                  # shellcheck disable=SC2086
                  docker build \\
                    -t "${HUB}/build-tools-centos:${VERSION}" \\
                    -t "${HUB}/build-tools-centos:${BRANCH}-latest" \\
                    -f Dockerfile.centos \\
                    .
                fi
                docker build --target build_env_proxy -t "${HUB}/build-tools-proxy:${BRANCH}-latest-${ARCH}" .
                """);
        Files.writeString(directory.resolve("Dockerfile.centos"), "FROM scratch\n");
        List<Platform> both = List.of(Platform.LINUX_AMD64, Platform.LINUX_ARM64);
        assertThat(new BuilderDirectoryReader(both, Platform.LINUX_AMD64)
                        .read(directory)
                        .images())
                .extracting(BuilderImage::name, BuilderImage::platforms)
                .containsExactly(
                        tuple("build-tools", both),
                        tuple("build-tools-centos", List.of(Platform.LINUX_AMD64)),
                        tuple("build-tools-proxy", both));
        List<String> notices = new ArrayList<>();
        for (List<String> versions : List.of(List.<String>of(), List.of("release-1.14-latest"))) {
            assertThat(selected(versions).images(notices::add))
                    .extracting(BuilderImage::name)
                    .containsExactly("build-tools", "build-tools-proxy");
        }
        assertThat(notices)
                .hasSize(2)
                .containsOnly("build-tools-centos:release-1.14-latest is left out: it is for other platforms");
        assertThat(selected(List.of("build-tools-centos:release-1.14-latest")).images(notices::add))
                .as("whoever names it hears that it cannot be")
                .singleElement()
                .satisfies(image -> assertThat(image.platforms()).isEmpty());
    }

    private BuilderSelection selected(List<String> versions) {
        return new BuilderSelection(
                directory, Optional.empty(), versions, List.of(Platform.LINUX_ARM64), Optional.empty());
    }

    @Test
    void settingsSayThePlatformsAndVersionsChoose() throws IOException {
        script(NEW);
        Files.writeString(
                directory.resolve("builder-images.yaml"),
                "versions: {release-1.29-latest: {platforms: [linux/arm64, linux/amd64]}}\n");

        BuilderDirectory read = read();
        assertThat(read.versions(List.of("build-tools-proxy:release-1.29-latest")))
                .singleElement()
                .satisfies(image -> assertThat(image.platforms()).hasSize(2));
        assertThat(read.versions(List.of("release-1.29-latest"))).hasSize(3);
    }

    @Test
    void whatCannotBeReadWithoutAShellIsRefusedWithItsLine() throws IOException {
        script("echo nothing\n");
        assertThatThrownBy(this::read).isInstanceOf(InputException.class).hasMessageContaining("has no line BRANCH=");
        script("BRANCH=master\n");
        assertThatThrownBy(this::read).hasMessageContaining("builds nothing that is known");
        script("BRANCH=master\n\ndocker build \\\n --build-arg A=${OTHER:-x} -t \"${HUB}/a:${BRANCH}-latest\" .\n");
        assertThatThrownBy(this::read)
                .hasMessageContaining(
                        ":3:1: a build argument is made of ${OTHER:-x}, whose value only the shell knows");
        script("BRANCH=master\ndocker build -f Dockerfile.gone -t \"${HUB}/a:${BRANCH}-latest\" .\n");
        assertThatThrownBy(this::read)
                .hasMessageContaining(":2:1: a is built from Dockerfile.gone, which is not there");
        Files.delete(directory.resolve("Dockerfile"));
        assertThatThrownBy(this::read).hasMessageContaining("holds no builder images");
    }

    private BuilderDirectory read() {
        return new BuilderDirectoryReader(List.of(), Platform.LINUX_AMD64).read(directory);
    }

    private void script(String text) throws IOException {
        Files.writeString(directory.resolve("build-and-push.sh"), text);
    }
}
