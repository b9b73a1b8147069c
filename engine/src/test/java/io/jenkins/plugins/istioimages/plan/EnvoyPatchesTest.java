package io.jenkins.plugins.istioimages.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvoyPatchesTest {
    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({
        "envoy.patch, 1.14.5, linux/arm64, true",
        "envoy.release-1.14.patch, 1.14.5, linux/arm64, true",
        "envoy.release-1.14.patch, 1.14, linux/arm64, true",
        "envoy.release-1.14.patch, 1.14-alpha.0, linux/arm64, true",
        "envoy.release-1.14.patch, 1.140.5, linux/arm64, false",
        "envoy.release-1.1.patch, 1.14.5, linux/arm64, false",
        "proxy.linux-arm64.patch, 1.14.5, linux/arm64, true",
        "proxy.linux-arm64.patch, 1.14.5, linux/amd64, false",
        "envoy.release-1.14.linux-arm64.01-pages.patch, 1.14.5, linux/arm64, true",
        "envoy.release-1.14.linux-arm64.01-pages.patch, 1.15.0, linux/arm64, false",
        "envoy.linux-arm-v7.patch, 1.14.5, linux/arm/v7, true"
    })
    void aNameSaysWhereAPatchBelongs(String name, String version, String platform, boolean belongs) {
        assertThat(new EnvoyPatch(name, "").isFor(version, Platform.parse(platform)))
                .isEqualTo(belongs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "envoi.patch",
                "envoy.release-1.14.5.patch",
                "envoy.arm64.patch",
                "envoy.linux-arm64.release-1.14.patch",
                "envoy.1-a.patch",
                "../envoy.patch",
                "envoy.patch.patch"
            })
    void aNameThatSaysNothingIsRefused(String name) {
        assertThatThrownBy(() -> new EnvoyPatch(name, ""))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining("like envoy.release-1.14.linux-arm64.patch");
    }

    @Test
    void numbersComeInTheirOrderAfterThoseWithout() throws IOException {
        write("envoy.02-b.patch", "proxy.release-1.14.01-a.patch", "envoy.release-1.14.patch", "README.md");
        assertThat(EnvoyPatches.read(dir))
                .extracting(EnvoyPatch::name)
                .containsExactly("envoy.release-1.14.patch", "proxy.release-1.14.01-a.patch", "envoy.02-b.patch");
        assertThat(EnvoyPatches.read(dir)).extracting(EnvoyPatch::source).containsExactly("envoy", "proxy", "envoy");
    }

    @Test
    void aDirectoryThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> EnvoyPatches.read(dir.resolve("patch")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no directory " + dir.resolve("patch"));
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Files.write(dir.resolve("envoy.patch"), new byte[] {(byte) 0xff, 0});
        assertThatThrownBy(() -> EnvoyPatches.read(dir)).hasMessageContaining("is no text in UTF-8");
    }

    @Test
    void aStageIsToldWhatItNeeds() throws IOException {
        write("envoy.linux-amd64.patch", "envoy.linux-arm64.patch", "envoy.01-all.patch");
        List<EnvoyPatch> chosen = EnvoyPatches.chosen(EnvoyPatches.read(dir), "1.14.5", Platform.LINUX_AMD64);
        assertThat(EnvoyPatches.of(stage(Map.of(StageParameter.PATCHES, EnvoyPatches.write(chosen)))))
                .containsExactly(
                        new EnvoyPatch("envoy.linux-amd64.patch", "text of envoy.linux-amd64.patch\n"),
                        new EnvoyPatch("envoy.01-all.patch", "text of envoy.01-all.patch\n"));
        assertThat(EnvoyPatches.of(stage(Map.of()))).isEmpty();
    }

    private void write(String... names) throws IOException {
        for (String name : Arrays.asList(names)) {
            Files.writeString(dir.resolve(name), "text of " + name + "\n");
        }
    }

    private static Stage stage(Map<StageParameter, String> parameters) {
        return new Stage(
                "envoy-linux-amd64",
                StageKind.ENVOY,
                Platform.LINUX_AMD64,
                "amd64",
                "",
                "",
                ImageBuilder.NATIVE,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                parameters,
                List.of(),
                Digest.sha256(""));
    }
}
