package io.jenkins.plugins.istioimages.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.validate.checks.StandardChecks;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedOutputsTest {
    @TempDir
    private Path out;

    @Test
    void allAreExpectedWhereNothingNamesAny() {
        assertThat(Release.open(ReleaseFixture.valid().write(out)).outputs())
                .containsExactlyInAnyOrder(Output.values());
    }

    @Test
    void theManifestNamesThem() {
        ReleaseFixture fixture = withOutputs("manifest.yaml", "outputs: [Helm, grafana, unheard]\n");
        assertThat(Release.open(fixture.write(out)).outputs()).containsExactlyInAnyOrder(Output.HELM, Output.GRAFANA);
    }

    @Test
    void theLockNamesThemWhereTheManifestIsARecord() {
        ReleaseFixture fixture = withOutputs("lock.yaml", "outputs: [helm]\n");
        assertThat(Release.open(fixture.write(out)).outputs()).containsExactly(Output.HELM);
    }

    @Test
    void aChoiceGoesFirst() {
        ReleaseFixture fixture = withOutputs("manifest.yaml", "outputs: [helm]\n");
        assertThat(Release.open(fixture.write(out), Set.of(Output.ARCHIVE)).outputs())
                .containsExactly(Output.ARCHIVE);
    }

    @Test
    void ofWhatIsNotExpectedNothingIsMissing() {
        ReleaseFixture fixture = withOutputs("manifest.yaml", "outputs: [helm]\n");
        fixture.archives().keySet().removeIf(name -> !name.startsWith("helm/"));
        fixture.files().keySet().removeIf(name -> name.startsWith("grafana/"));
        ValidationReport report =
                new ReleaseValidator(StandardChecks.all(), 2).validate(Release.open(fixture.write(out)));
        assertThat(report.passed()).isTrue();
        assertThat(report.results())
                .filteredOn(result -> result.outcome().status() == Status.NOT_APPLICABLE)
                .extracting(result -> result.name() + ": " + result.outcome().note())
                .contains(
                        "istioctl-archive: outputs do not name archive",
                        "licenses: outputs do not name licenses",
                        "grafana: outputs do not name grafana");
    }

    @Test
    void aCheckThatCannotLookHasFailedAndTheOthersGoOn() {
        Check broken = new Check() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public String title() {
                return "Nothing holds";
            }

            @Override
            public Outcome run(Release release) {
                throw new WorkException("the disk is gone");
            }
        };
        List<Check> checks = List.of(broken, StandardChecks.all().get(0));
        ValidationReport report = new ReleaseValidator(checks, 1)
                .validate(Release.open(ReleaseFixture.valid().write(out)));
        assertThat(report.results().get(0).outcome().findings())
                .containsExactly(new Finding(".", "cannot be checked: the disk is gone"));
        assertThat(report.results().get(1).outcome().status()).isEqualTo(Status.PASSED);
    }

    private static ReleaseFixture withOutputs(String file, String text) {
        ReleaseFixture fixture = ReleaseFixture.valid();
        String before = new String(fixture.files().getOrDefault(file, new byte[0]), StandardCharsets.UTF_8);
        fixture.files().put(file, (before + text).getBytes(StandardCharsets.UTF_8));
        return fixture;
    }
}
