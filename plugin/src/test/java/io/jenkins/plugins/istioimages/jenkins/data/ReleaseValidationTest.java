package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.validate.CheckResult;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.Status;
import io.jenkins.plugins.istioimages.validate.ValidationReport;
import io.jenkins.plugins.istioimages.validate.report.ReportJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseValidationTest {
    private static final CheckResult GOOD =
            new CheckResult("lock", "The lock", new Outcome(Status.PASSED, "3 sources", List.of()));
    private static final CheckResult BESIDE =
            new CheckResult("rpm", "Packages", Outcome.notApplicable("not asked for"));

    @Test
    void a_release_without_a_finding_is_whole() throws Exception {
        ReleaseValidation whole = Serialized.copy(read(GOOD, BESIDE));
        assertThat(whole.isPassed()).isTrue();
        assertThat(whole.getFailed()).isEmpty();
        assertThat(whole.getJunit()).isEqualTo("v.xml");
        assertThat(whole.getSummary()).isEqualTo("release 1.14.5 is whole: of 2 checks none failed");
        whole.orFail();
    }

    @Test
    void checks_that_failed_are_named_and_the_first_finding_is_told() {
        ReleaseValidation broken = read(
                GOOD,
                new CheckResult("images", "Images", Outcome.failed("docker/pilot.tar.gz", "is missing")),
                new CheckResult("grafana", "Dashboards", Outcome.failed("grafana", "is empty")));
        assertThat(broken.isPassed()).isFalse();
        assertThat(broken.getFailed()).containsExactly("images", "grafana");
        assertThatThrownBy(broken::orFail)
                .isInstanceOf(AbortException.class)
                .hasMessage(
                        "release 1.14.5 is not whole: images, grafana failed, first docker/pilot.tar.gz: is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"version\": \"1\", \"checks\": []}",
                "{\"version\": \"1\", \"checks\": [{\"name\": \"a\", \"status\": \"splendid\"}]}",
                "{\"version\": \"1\", \"checks\": [{}]}"
            })
    void what_is_no_report_is_refused(String report) {
        assertThatThrownBy(() -> ReleaseValidation.of(report, "v.xml"))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageContaining("the agent's report of a validation");
    }

    private static ReleaseValidation read(CheckResult... results) {
        return ReleaseValidation.of(ReportJson.render(new ValidationReport("1.14.5", List.of(results))), "v.xml");
    }
}
