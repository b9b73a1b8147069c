package io.jenkins.plugins.istioimages.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.validate.checks.StandardChecks;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each broken release is named for what is broken, and for nothing else. */
class BrokenReleasesTest {
    @TempDir
    private Path out;

    static Stream<BrokenRelease> broken() {
        return Stream.of(
                        BrokenFiles.all(),
                        BrokenPrograms.all(),
                        BrokenCharts.all(),
                        BrokenImages.all(),
                        BrokenPackages.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void exactlyWhatIsBrokenIsFound(BrokenRelease broken) {
        ReleaseFixture fixture = ReleaseFixture.valid();
        broken.change().accept(fixture);
        ValidationReport report = validate(fixture);
        List<String> found = report.results().stream()
                .flatMap(result -> result.outcome().findings().stream().map(finding -> result.name() + " | " + finding))
                .toList();
        assertThat(found)
                .singleElement()
                .asString()
                .startsWith(broken.check() + " | " + broken.where() + ": " + broken.what());
    }

    @Test
    void aWholeReleasePasses() {
        ValidationReport report = validate(ReleaseFixture.valid());
        assertThat(report.results())
                .filteredOn(result -> result.outcome().status() != Status.PASSED)
                .extracting(CheckResult::name)
                .as("not said where images are staged")
                .containsExactly("indexes");
        assertThat(report.passed()).isTrue();
        assertThat(report.version()).isEqualTo(ReleaseFixture.VERSION);
    }

    private ValidationReport validate(ReleaseFixture fixture) {
        return new ReleaseValidator(StandardChecks.all(), 2).validate(Release.open(fixture.write(out)));
    }
}
