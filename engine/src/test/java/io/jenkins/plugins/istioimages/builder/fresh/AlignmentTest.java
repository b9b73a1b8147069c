package io.jenkins.plugins.istioimages.builder.fresh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lining up versions, with the traps of Maistra's and istio's real files. */
class AlignmentTest {
    @Test
    void aVersionBecomesUpstreamsWithTheVAndQuotesThatStandHere() {
        check("ENV KUBECTL_VERSION=\"v1.20.4\"", "ENV KUBECTL_VERSION=1.25.3", "ENV KUBECTL_VERSION=\"v1.25.3\"");
        check("ENV BUF_VERSION=1.8.0", "ENV BUF_VERSION=v1.27.0", "ENV BUF_VERSION=1.27.0");
        check("ENV KPT_VERSION=v0.39.3", "ENV KPT_VERSION=v1.0.0-beta.43", "ENV KPT_VERSION=v1.0.0-beta.43");
    }

    @Test
    void everyPlaceOfAVariableIsChangedAndSeveralOnALineToo() {
        check(
                "ENV MDL_VERSION=0.11.0\nENV A_VERSION=1 \\\n    # why\n    MDL_VERSION=0.11.0 B_VERSION=2",
                "ENV MDL_VERSION=0.12.0\nENV A_VERSION=10 B_VERSION=20",
                "ENV MDL_VERSION=0.12.0\nENV A_VERSION=10 \\\n    # why\n    MDL_VERSION=0.12.0 B_VERSION=20");
    }

    @Test
    void aCommitBecomesAnotherCommitAndNoVersion() {
        String old = "a".repeat(40);
        check(
                "ENV K8S_TEST_INFRA_VERSION=" + old,
                "ENV K8S_TEST_INFRA_VERSION=9c9101da8316",
                "ENV K8S_TEST_INFRA_VERSION=9c9101da8316");

        Alignment alignment = alignment("ENV FPM_VERSION=" + old, "ENV FPM_VERSION=v1.15.1");
        assertThat(alignment.text()).isEqualTo("ENV FPM_VERSION=" + old);
        assertThat(alignment.notes())
                .containsExactly("line 1: FPM_VERSION=" + old + " stays, upstream's v1.15.1 is of another kind");
    }

    @Test
    void aToolOfAnotherRepositoryKeepsItsVersion() {
        Alignment alignment = alignment(
                "ENV SU_EXEC_VERSION=0.3.1\nRUN wget https://github.com/NobodyXu/su-exec/archive/v${SU_EXEC_VERSION}.tar.gz",
                "ENV SU_EXEC_VERSION=0.2\nADD https://github.com/ncopa/su-exec/archive/v${SU_EXEC_VERSION}.tar.gz /tmp");
        assertThat(alignment.text()).contains("SU_EXEC_VERSION=0.3.1");
        assertThat(alignment.notes())
                .containsExactly(
                        "line 1: SU_EXEC_VERSION=0.3.1 stays, it is of NobodyXu/su-exec, upstream's 0.2 of ncopa/su-exec");
        check(
                "ENV GO_JUNIT_REPORT_VERSION=" + "d".repeat(40)
                        + "\nRUN go install github.com/istio/go-junit-report@${GO_JUNIT_REPORT_VERSION}",
                "ENV GO_JUNIT_REPORT_VERSION=" + "e".repeat(40)
                        + "\nRUN go install github.com/istio/go-junit-report@${GO_JUNIT_REPORT_VERSION}",
                "ENV GO_JUNIT_REPORT_VERSION=" + "e".repeat(40)
                        + "\nRUN go install github.com/istio/go-junit-report@${GO_JUNIT_REPORT_VERSION}");
    }

    @Test
    void packagesOfADistributionStay() {
        for (String[] pair : new String[][] {
            {"3:24.0.5-1.el9", "5:20.10.12~3-0~ubuntu-focal"}, {"1.7.22", "1.7.24-1"}, {"1.6.21-3.1.el9", "1.6.21"}
        }) {
            Alignment alignment = alignment("ENV CONTAINERD_VERSION=" + pair[0], "ENV CONTAINERD_VERSION=" + pair[1]);
            assertThat(alignment.text()).isEqualTo("ENV CONTAINERD_VERSION=" + pair[0]);
            assertThat(alignment.notes())
                    .containsExactly("line 1: CONTAINERD_VERSION=" + pair[0] + " stays, upstream's " + pair[1]
                            + " is a package of another distribution");
        }
    }

    @Test
    void goComesFromTheImageOfUpstreamAndBazelFromItsOwnFile() {
        Alignment alignment = new Alignment(
                "ENV GOLANG_VERSION=1.24.5\nENV GOLANG_VERSION_PROXY=1.22.12\nENV BAZEL_VERSION=6.5.0\nENV ISTIO_TOOLS_SHA=release-1.20",
                "ARG GOLANG_IMAGE=golang:1.25.9\nFROM ${GOLANG_IMAGE} AS tools\nARG ISTIO_TOOLS_SHA\nENV BAZEL_VERSION=1.0.0",
                Map.of("BAZEL_VERSION", "7.7.1", "ISTIO_TOOLS_SHA", "release-1.28"));

        assertThat(alignment.text().lines())
                .containsExactly(
                        "ENV GOLANG_VERSION=1.25.9",
                        "ENV GOLANG_VERSION_PROXY=1.22.12",
                        "ENV BAZEL_VERSION=7.7.1",
                        "ENV ISTIO_TOOLS_SHA=release-1.28");
        assertThat(alignment.changes())
                .containsExactly(
                        "line 1: GOLANG_VERSION 1.24.5 -> 1.25.9",
                        "line 3: BAZEL_VERSION 6.5.0 -> 7.7.1",
                        "line 4: ISTIO_TOOLS_SHA release-1.20 -> release-1.28");
    }

    @Test
    void whatGetsOlderIsSaidWithNumbersComparedAsNumbers() {
        Alignment alignment =
                alignment("ENV A_VERSION=1.10.0\nENV B_VERSION=v1.9.0", "ENV A_VERSION=1.9.0\nENV B_VERSION=v1.10.0");
        alignment.text();
        assertThat(alignment.changes())
                .containsExactly(
                        "line 1: A_VERSION 1.10.0 -> 1.9.0, which is older", "line 2: B_VERSION v1.9.0 -> v1.10.0");
    }

    @Test
    void whatUpstreamHasInTwoWaysOrInNoneIsLeftToAPerson() {
        Alignment alignment = alignment(
                "ENV A_VERSION=1.0\nENV OWN_VERSION=3\nRUN echo A_VERSION=1.0\nENV OLD_VERSION $A_VERSION\nENV ARCH",
                "FROM a\nENV A_VERSION=2.0\nFROM b\nENV A_VERSION=3.0\nENV HUGO_VERSION=0.1\nENV GOLANG_IMAGE=golang:1.25.9-bookworm");

        assertThat(alignment.text())
                .isEqualTo(
                        "ENV A_VERSION=1.0\nENV OWN_VERSION=3\nRUN echo A_VERSION=1.0\nENV OLD_VERSION $A_VERSION\nENV ARCH");
        assertThat(alignment.notes())
                .containsExactly(
                        "line 1: A_VERSION=1.0 stays, upstream has several: 2.0, 3.0",
                        "no GOLANG_VERSION is set here; upstream has Go 1.25.9",
                        "upstream sets, and this does not: HUGO_VERSION");
    }

    private static Alignment alignment(String ours, String upstream) {
        return new Alignment(ours, upstream, Map.of());
    }

    private static void check(String ours, String upstream, String expected) {
        assertThat(alignment(ours, upstream).text()).isEqualTo(expected);
    }
}
