package io.jenkins.plugins.istioimages.validate;

import static io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture.VERSION;

import io.jenkins.plugins.istioimages.validate.fixture.FixturePrograms;
import java.util.List;

/** Releases with programs that are not what their place says. */
final class BrokenPrograms {
    private static final String ARM = "istio-" + VERSION + "-linux-arm64.tar.gz";
    private static final String ARM_ALONE = "istioctl-" + VERSION + "-linux-arm64.tar.gz";
    private static final String WINDOWS = "istioctl-" + VERSION + "-win-amd64.zip";
    private static final String ISTIOCTL = "istio-" + VERSION + "/bin/istioctl";

    private BrokenPrograms() {}

    static List<BrokenRelease> all() {
        return List.of(
                new BrokenRelease(
                        "istioctl of another version in an archive",
                        fixture ->
                                fixture.archive(ARM).put(ISTIOCTL, FixturePrograms.program("linux", "arm64", "1.27.2")),
                        "istioctl-archive",
                        ARM + ": " + ISTIOCTL,
                        "does not have the version " + VERSION + " in it; what it has: 1.27.2"),
                new BrokenRelease(
                        "istioctl of another architecture in an archive",
                        fixture ->
                                fixture.archive(ARM).put(ISTIOCTL, FixturePrograms.program("linux", "amd64", VERSION)),
                        "istioctl-archive",
                        ARM + ": " + ISTIOCTL,
                        "its machine is linux/amd64, expected linux/arm64"),
                new BrokenRelease(
                        "istioctl of another architecture alone",
                        fixture -> fixture.archive(ARM_ALONE)
                                .put("istioctl", FixturePrograms.program("linux", "amd64", VERSION)),
                        "istioctl-standalone",
                        ARM_ALONE + ": istioctl",
                        "its machine is linux/amd64, expected linux/arm64"),
                new BrokenRelease(
                        "istioctl of another system",
                        fixture -> fixture.archive(WINDOWS)
                                .put("istioctl.exe", FixturePrograms.program("darwin", "amd64", VERSION)),
                        "istioctl-standalone",
                        WINDOWS + ": istioctl.exe",
                        "its machine is darwin/amd64, expected windows/amd64"),
                new BrokenRelease(
                        "istioctl that is a script",
                        fixture -> fixture.archive(ARM_ALONE)
                                .put("istioctl", "#!/bin/sh\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        "istioctl-standalone",
                        ARM_ALONE + ": istioctl",
                        "is no program"),
                new BrokenRelease(
                        "an archive without istioctl",
                        fixture -> fixture.archive(ARM).remove(ISTIOCTL),
                        "istioctl-archive",
                        ARM + ": " + ISTIOCTL,
                        "is missing"));
    }
}
