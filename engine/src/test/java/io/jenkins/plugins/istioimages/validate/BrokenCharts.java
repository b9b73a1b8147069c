package io.jenkins.plugins.istioimages.validate;

import static io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture.HUB;
import static io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture.VERSION;

import java.util.List;

/** Releases whose charts and profiles name something else than the release. */
final class BrokenCharts {
    private static final String ISTIOD = "helm/istiod-" + VERSION + ".tgz";
    private static final String ARCHIVE = "istio-" + VERSION + "-linux-armv7.tar.gz";
    private static final String ROOT = "istio-" + VERSION + "/manifests/";
    private static final String CNI = ROOT + "charts/istio-cni/values.yaml";
    private static final String PROFILE = ROOT + "profiles/default.yaml";

    private BrokenCharts() {}

    static List<BrokenRelease> all() {
        return List.of(
                new BrokenRelease(
                        "a packaged chart with another hub",
                        fixture -> fixture.replace(ISTIOD, "istiod/values.yaml", HUB, "gcr.io/istio-testing"),
                        "helm-chart-versions",
                        ISTIOD + ": istiod/values.yaml",
                        "global.hub is gcr.io/istio-testing, expected " + HUB),
                new BrokenRelease(
                        "a packaged chart with another tag",
                        fixture -> fixture.replace(ISTIOD, "istiod/values.yaml", VERSION, "1.27-dev"),
                        "helm-chart-versions",
                        ISTIOD + ": istiod/values.yaml",
                        "global.tag is 1.27-dev, expected " + VERSION),
                new BrokenRelease(
                        "a packaged chart of another version",
                        fixture -> fixture.replace(
                                ISTIOD, "istiod/Chart.yaml", "\nversion: " + VERSION, "\nversion: 1.27.2"),
                        "helm-chart-versions",
                        ISTIOD + ": istiod/Chart.yaml",
                        "version is 1.27.2, expected " + VERSION),
                new BrokenRelease(
                        "a packaged chart for another version of the program",
                        fixture ->
                                fixture.replace(ISTIOD, "istiod/Chart.yaml", "appVersion: " + VERSION, "appVersion: 0"),
                        "helm-chart-versions",
                        ISTIOD + ": istiod/Chart.yaml",
                        "appVersion is 0, expected " + VERSION),
                new BrokenRelease(
                        "a packaged chart without a description",
                        fixture -> fixture.archive(ISTIOD).remove("istiod/Chart.yaml"),
                        "helm-chart-versions",
                        ISTIOD + ": istiod/Chart.yaml",
                        "is missing"),
                new BrokenRelease(
                        "a missing chart",
                        fixture -> fixture.archives().remove("helm/base-" + VERSION + ".tgz"),
                        "helm-chart-versions",
                        "helm/base-" + VERSION + ".tgz",
                        "is missing"),
                new BrokenRelease(
                        "values of an archive with another hub",
                        fixture -> fixture.replace(ARCHIVE, CNI, HUB, "docker.io/istio"),
                        "helm-versions-istio",
                        ARCHIVE + ": " + CNI,
                        "global.hub is docker.io/istio, expected " + HUB),
                new BrokenRelease(
                        "values of an archive without a tag",
                        fixture -> fixture.replace(ARCHIVE, CNI, "  tag: " + VERSION + "\n", ""),
                        "helm-versions-istio",
                        ARCHIVE + ": " + CNI,
                        "has no tag"),
                new BrokenRelease(
                        "values of an archive that are no YAML",
                        fixture -> fixture.replace(ARCHIVE, CNI, "global:", "global: ["),
                        "helm-versions-istio",
                        ARCHIVE + ": " + CNI,
                        CNI + " is not valid YAML: "),
                new BrokenRelease(
                        "a profile with another tag",
                        fixture -> fixture.replace(ARCHIVE, PROFILE, VERSION, "1.27.2"),
                        "istioctl-profiles",
                        ARCHIVE + ": " + PROFILE,
                        "spec.tag is 1.27.2, expected " + VERSION),
                new BrokenRelease(
                        "an archive without the default profile",
                        fixture -> fixture.archive(ARCHIVE).remove(PROFILE),
                        "istioctl-profiles",
                        ARCHIVE + ": " + PROFILE,
                        "is missing"));
    }
}
