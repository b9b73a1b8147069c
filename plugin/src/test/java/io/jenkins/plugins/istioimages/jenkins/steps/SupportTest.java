package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.jenkins.config.ReleaseEntry;
import io.jenkins.plugins.istioimages.plan.SupportedRelease;
import io.jenkins.plugins.istioimages.plan.SupportedReleases;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SupportTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
    private static final SupportedReleases TABLE = new SupportedReleases(List.of(
            SupportedRelease.parse("1.31.2", ""),
            SupportedRelease.parse("1.29.6", "2026-10-12"),
            SupportedRelease.parse("1.3.0", "2027-01-01")));

    @Test
    void the_newest_patch_with_support_needs_no_words() {
        assertThat(notice("1.31.2")).isEmpty();
        assertThat(notice("1.3.0")).isEmpty();
    }

    @Test
    void another_patch_is_told() {
        assertThat(notice("1.31.1"))
                .contains("the table of supported releases has 1.31.2 of series 1.31, this is 1.31.1");
        assertThat(notice("1.31-alpha.5c")).isPresent();
    }

    @Test
    void the_end_of_support_is_told_with_its_day() {
        assertThat(notice("1.29.6")).contains("Istio 1.29 has had no support since 2026-10-12");
    }

    @Test
    void what_the_table_does_not_know_is_told() {
        assertThat(notice("1.14.5")).contains("the table of supported releases has nothing of the series of 1.14.5");
    }

    @Test
    void a_table_that_is_wrong_stops_nothing() {
        try (SystemSettings system = new SystemSettings()) {
            system.configuration.setReleases(List.of(new ReleaseEntry("1.31")));
            assertThat(Support.notice("1.31.2", DAY))
                    .hasValueSatisfying(text -> assertThat(text).startsWith("the table of supported releases cannot"));
        }
    }

    private static Optional<String> notice(String version) {
        return Support.notice(version, DAY, TABLE);
    }
}
