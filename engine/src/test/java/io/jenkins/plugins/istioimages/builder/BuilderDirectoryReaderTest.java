package io.jenkins.plugins.istioimages.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuilderDirectoryReaderTest {
    private static final Platform AMD64 = Platform.LINUX_AMD64;
    private static final Platform ARM64 = Platform.LINUX_ARM64;
    private static final Platform S390X = Platform.parse("linux/s390x");

    @TempDir
    private Path dir;

    /** The files of maistra/test-infra at b7ebdad, and those of a side branch and of older years. */
    @Test
    void maistrasDirectoryIsReadAsItIs() throws IOException {
        for (String version : List.of(
                "2.2", "2.3", "2.4", "2.5", "2.6", "3.0", "3.1", "3.2", "3.3", "3.4", "3.5", "main", "2.1-1.9")) {
            dockerfile("maistra-builder_" + version);
        }
        dockerfile("maistra-proxy-builder_2.1");
        dockerfile("multi_arch_maistra-builder");
        dockerfile("istio-workspace-builder-base");
        Files.writeString(dir.resolve("README.md"), "# Builder images\n");
        Files.writeString(Files.createDirectories(dir.resolve("scripts")).resolve("entrypoint.sh"), "");
        BuilderDirectory directory = read();
        assertThat(directory.images())
                .extracting(BuilderImage::label)
                .containsExactly(
                        "maistra-builder:2.1-1.9",
                        "maistra-builder:2.2",
                        "maistra-builder:2.3",
                        "maistra-builder:2.4",
                        "maistra-builder:2.5",
                        "maistra-builder:2.6",
                        "maistra-builder:3.0",
                        "maistra-builder:3.1",
                        "maistra-builder:3.2",
                        "maistra-builder:3.3",
                        "maistra-builder:3.4",
                        "maistra-builder:3.5",
                        "maistra-builder:main",
                        "maistra-proxy-builder:2.1");
        assertThat(directory.leftAlone())
                .containsExactly("istio-workspace-builder-base.Dockerfile", "multi_arch_maistra-builder.Dockerfile");
        assertThat(directory.images().get(0).dockerfile()).isEqualTo(dir.resolve("maistra-builder_2.1-1.9.Dockerfile"));
    }

    /** Two versions that are the same, as 3.5 and main of maistra/test-infra, may be one file. */
    @Test
    void aLinkIsAVersionThatChangesWithWhatItLeadsTo() throws IOException {
        Path docker = Files.createDirectories(dir.resolve("images/docker"));
        Files.writeString(docker.resolve("maistra-builder_3.4.Dockerfile"), "FROM scratch\n");
        Files.writeString(docker.resolve("maistra-builder_3.5.Dockerfile"), "FROM scratch\n");
        Files.createSymbolicLink(
                docker.resolve("maistra-builder_main.Dockerfile"), Path.of("maistra-builder_3.5.Dockerfile"));
        BuilderDirectory directory = new BuilderDirectoryReader(List.of(), AMD64).read(docker);
        assertThat(new ChangedImages(directory, "images/docker")
                        .of(List.of("images/docker/maistra-builder_3.5.Dockerfile")))
                .extracting(BuilderImage::version)
                .containsExactly("3.5", "main");
        assertThat(new ChangedImages(directory, "images/docker")
                        .of(List.of("images/docker/maistra-builder_main.Dockerfile")))
                .extracting(BuilderImage::version)
                .containsExactly("main");
        Files.createSymbolicLink(docker.resolve("maistra-builder_4.0.Dockerfile"), Path.of("gone"));
        assertThatThrownBy(() -> new BuilderDirectoryReader(List.of(), AMD64).read(docker))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("maistra-builder_4.0.Dockerfile is a link that leads nowhere");
    }

    @Test
    void whatOnlyLooksLikeADockerfileIsNoImage() throws IOException {
        dockerfile("builder_1.0");
        dockerfile("builder_1.0 old");
        dockerfile("_2.0");
        Files.createDirectories(dir.resolve("builder_3.0.Dockerfile"));
        Files.writeString(dir.resolve("builder_4.0.Dockerfile.orig"), "FROM scratch\n");
        assertThat(read().images()).extracting(BuilderImage::label).containsExactly("builder:1.0");
        assertThat(read().leftAlone()).containsExactly("_2.0.Dockerfile", "builder_1.0 old.Dockerfile");
    }

    @Test
    void theTenthMinorComesAfterTheNinth() throws IOException {
        for (String version : List.of("1.10", "1.9", "release-1.20", "release-1.9", "master")) {
            dockerfile("build-tools_" + version);
        }
        assertThat(read().images())
                .extracting(BuilderImage::version)
                .containsExactly("1.9", "1.10", "release-1.9", "release-1.20", "master");
    }

    @Test
    void aNameMayHaveUnderscoresAndDashes() throws IOException {
        dockerfile("multi_arch_maistra-builder_3.0");
        assertThat(read().images()).extracting(BuilderImage::label).containsExactly("multi_arch_maistra-builder:3.0");
    }

    @Test
    void withoutSettingsAllVersionsAreForWhatTheUserAsks() throws IOException {
        dockerfile("builder_1.0");
        assertThat(read().images().get(0).platforms()).containsExactly(AMD64);
        assertThat(read(S390X, ARM64).images().get(0).platforms()).containsExactly(ARM64, S390X);
    }

    @Test
    void settingsSayWhatAVersionCanDoAndTheUserChoosesAmongIt() throws IOException {
        dockerfile("builder_2.4");
        dockerfile("builder_2.5");
        settings("""
                platforms: [linux/amd64, linux/arm64]
                versions:
                  2.4: {platforms: [linux/amd64]}
                """);
        assertThat(read().images())
                .extracting(BuilderImage::platforms)
                .containsExactly(List.of(AMD64), List.of(AMD64, ARM64));
        assertThat(read(ARM64, S390X).images())
                .extracting(BuilderImage::platforms)
                .containsExactly(List.of(), List.of(ARM64, S390X));
    }

    @Test
    void everythingThatIsWrongInSettingsIsToldWithItsPlace() throws IOException {
        dockerfile("builder_2.4");
        settings("""
                platforms: [windows/amd64]
                versions:
                  2.5: {platforms: [linux/amd64]}
                  2.4: {platform: [linux/amd64]}
                image: x
                """);
        String file = dir.resolve("builder-images.yaml").toString();
        assertThatThrownBy(this::read)
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file + ":1:13: ")
                .hasMessageContaining("builder images are made for linux")
                .hasMessageContaining(file + ":3:3: there is no Dockerfile of version '2.5'; did you mean '2.4'?")
                .hasMessageContaining(
                        file + ":4:9: key 'platform' is not known in versions.2.4; did you mean 'platforms'?")
                .hasMessageContaining(file + ":5:1: key 'image' is not known");
    }

    @Test
    void versionsAreChosenByTheirNameOrWithThatOfTheImage() throws IOException {
        dockerfile("maistra-builder_2.1");
        dockerfile("maistra-proxy-builder_2.1");
        BuilderDirectory directory = read();
        assertThat(directory.versions(List.of())).hasSize(2);
        assertThat(directory.versions(List.of("2.1"))).hasSize(2);
        assertThat(directory.versions(List.of("maistra-proxy-builder:2.1")))
                .extracting(BuilderImage::name)
                .containsExactly("maistra-proxy-builder");
        assertThatThrownBy(() -> directory.versions(List.of("2.2")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no Dockerfile of version '2.2'")
                .hasMessageContaining("did you mean '2.1'?");
    }

    @Test
    void aDirectoryWithoutBuilderImagesIsRefused() throws IOException {
        assertThatThrownBy(this::read).hasMessageContaining("expected files like maistra-builder_3.0.Dockerfile");
        dockerfile("Builder_1.0");
        assertThatThrownBy(this::read)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Builder_1.0.Dockerfile names no image");
        Path missing = dir.resolve("missing");
        assertThatThrownBy(() -> new BuilderDirectoryReader(List.of(), AMD64).read(missing))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not a directory");
    }

    private BuilderDirectory read(Platform... asked) {
        return new BuilderDirectoryReader(List.of(asked), AMD64).read(dir);
    }

    private void dockerfile(String name) throws IOException {
        Files.writeString(dir.resolve(name + ".Dockerfile"), "FROM scratch\n");
    }

    private void settings(String text) throws IOException {
        Files.writeString(dir.resolve("builder-images.yaml"), text);
    }
}
