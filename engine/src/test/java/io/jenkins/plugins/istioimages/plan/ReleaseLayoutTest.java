package io.jenkins.plugins.istioimages.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReleaseLayoutTest {
    private final ReleaseLayout layout = new ReleaseLayout("1.14.5");

    @Test
    void istioctlIsReleasedForSixSystemsUnderEightNames() {
        assertThat(Stream.of(IstioctlPlatform.values()).flatMap(platform -> platform.names().stream()))
                .containsExactlyInAnyOrder(
                        "linux-amd64",
                        "linux-arm64",
                        "linux-armv7",
                        "osx-amd64",
                        "osx",
                        "osx-arm64",
                        "win-amd64",
                        "win");
        assertThat(layout.archives()).hasSize(16).doesNotHaveDuplicates();
    }

    @Test
    void windowsGetsZipsWithAnExe() {
        assertThat(layout.archive(IstioctlPlatform.WIN_AMD64, "win")).isEqualTo("istio-1.14.5-win.zip");
        assertThat(IstioctlPlatform.WIN_AMD64.program()).isEqualTo("istioctl.exe");
        assertThat(layout.istioctl(IstioctlPlatform.OSX_AMD64, "osx")).isEqualTo("istioctl-1.14.5-osx.tar.gz");
        assertThat(IstioctlPlatform.OSX_AMD64.program()).isEqualTo("istioctl");
    }

    @Test
    void onlyAmd64HasNoArchitectureInItsNames() {
        assertThat(ReleaseLayout.deb(Platform.LINUX_AMD64)).isEqualTo("deb/istio-sidecar.deb");
        assertThat(ReleaseLayout.rpm(Platform.LINUX_ARM64)).isEqualTo("rpm/istio-sidecar-arm64.rpm");
        assertThat(ReleaseLayout.image("pilot", "", Platform.LINUX_AMD64)).isEqualTo("docker/pilot.tar.gz");
        assertThat(ReleaseLayout.image("pilot", "distroless", Platform.LINUX_ARM64))
                .isEqualTo("docker/pilot-distroless-arm64.tar.gz");
        assertThat(ReleaseLayout.image("app", "debug", Platform.parse("linux/arm/v7")))
                .isEqualTo("docker/app-debug-armv7.tar.gz");
    }

    @Test
    void samplesHaveADirectoryOfTheirOwn() {
        assertThat(layout.chart("base", false)).isEqualTo("helm/base-1.14.5.tgz");
        assertThat(layout.chart("ambient", true)).isEqualTo("helm/samples/ambient-1.14.5.tgz");
    }

    @Test
    void aDashboardsNameDoesNotTellThatItWasGenerated() {
        assertThat(ReleaseLayout.dashboard("mesh-dashboard.gen.json")).isEqualTo("grafana/mesh-dashboard.json");
        assertThat(ReleaseLayout.dashboard("pilot-dashboard.json")).isEqualTo("grafana/pilot-dashboard.json");
    }
}
