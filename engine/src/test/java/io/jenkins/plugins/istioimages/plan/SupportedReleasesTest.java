package io.jenkins.plugins.istioimages.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupportedReleasesTest {
    private static final SupportedReleases TABLE = new SupportedReleases(List.of(
            SupportedRelease.parse("1.9.9", "2026-01-31"),
            SupportedRelease.parse("1.31.0", ""),
            SupportedRelease.parse("1.29.10", "2026-10-12")));

    @Test
    void theNewestStandsFirstNumbersAsNumbers() {
        assertThat(TABLE.all()).extracting(SupportedRelease::version).containsExactly("1.31.0", "1.29.10", "1.9.9");
    }

    @Test
    void aReleaseHasSupportUpToItsLastDay() {
        assertThat(TABLE.on(LocalDate.parse("2026-10-12")))
                .extracting(SupportedRelease::series)
                .containsExactly("1.31", "1.29");
        assertThat(TABLE.on(LocalDate.parse("2026-10-13")))
                .extracting(SupportedRelease::series)
                .containsExactly("1.31");
    }

    @Test
    void aReleaseWhoseEndNobodyHasSaidHasSupport() {
        assertThat(TABLE.newestOn(LocalDate.parse("2099-01-01")))
                .map(SupportedRelease::version)
                .contains("1.31.0");
    }

    @Test
    void noTableHasNoNewest() {
        assertThat(new SupportedReleases(List.of()).newestOn(LocalDate.EPOCH)).isEmpty();
    }

    @Test
    void aSeriesStandsThereOnce() {
        List<SupportedRelease> twice =
                List.of(SupportedRelease.parse("1.31.0", ""), SupportedRelease.parse("1.31.1", ""));

        assertThatThrownBy(() -> new SupportedReleases(twice))
                .isInstanceOf(InputException.class)
                .hasMessage("release 1.31 stands there twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.31", "v1.31.0", "1.31.0-rc.1", "1.31.0; rm -rf /", "01.2.3", "1.2.99999999999"})
    void aVersionIsThreeNumbers(String version) {
        assertThatThrownBy(() -> SupportedRelease.parse(version, ""))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("expected its newest patch, three numbers like 1.31.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "2026-13-01", "~Feb 2027", "2026/10/12"})
    void anEndOfSupportIsADate(String date) {
        assertThatThrownBy(() -> SupportedRelease.parse("1.31.0", date))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("expected a date like 2027-02-28");
    }

    @Test
    void whatIsKnownHasTheNewestFirst() {
        assertThat(SupportedReleases.known().all()).isNotEmpty().isSortedAccordingTo((a, b) -> b.compareTo(a));
    }
}
