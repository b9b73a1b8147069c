package io.jenkins.plugins.istioimages.plan;

import java.util.List;

/**
 * A Helm chart of the istio source that a release is about (release-builder pkg/build/helm.go, helmCharts and
 * repoHelmCharts of releases 1.14 to 1.31). A source has those of its time.
 *
 * @param directory in the source
 * @param published whether it is packaged; others are given the release's version for the archives alone
 * @param sample whether it is published among the samples
 */
public record ReleaseChart(String directory, boolean published, boolean sample) {
    /** What describes a chart. */
    public static final String FILE = "Chart.yaml";

    /** All of any release. */
    public static final List<ReleaseChart> ALL = List.of(
            published("manifests/charts/base"),
            published("manifests/charts/gateway"),
            archived("manifests/charts/gateways/istio-egress"),
            archived("manifests/charts/gateways/istio-ingress"),
            published("manifests/charts/istio-cni"),
            published("manifests/charts/ztunnel"),
            published("manifests/charts/istio-control/istio-discovery"),
            archived("manifests/charts/istio-operator"),
            archived("manifests/charts/istiod-remote"),
            new ReleaseChart("manifests/sample-charts/ambient", true, true));

    private static ReleaseChart published(String directory) {
        return new ReleaseChart(directory, true, false);
    }

    private static ReleaseChart archived(String directory) {
        return new ReleaseChart(directory, false, false);
    }

    /** What describes it, in the source. */
    public String file() {
        return directory + "/" + FILE;
    }
}
