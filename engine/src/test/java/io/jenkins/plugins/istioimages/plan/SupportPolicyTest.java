package io.jenkins.plugins.istioimages.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupportPolicyTest {
    private static final SupportedReleases TABLE = new SupportedReleases(List.of(
            SupportedRelease.parse("1.31.2", ""),
            SupportedRelease.parse("1.30.5", "2027-01-31"),
            SupportedRelease.parse("1.29.9", "2026-10-15")));

    private final SupportPolicy policy = new SupportPolicy(TABLE, LocalDate.of(2026, 11, 21));

    @Test
    void the_newest_patch_with_support_needs_no_words() {
        assertThat(check("1.31.2")).isEmpty();
        assertThat(check("1.30.5")).isEmpty();
    }

    @Test
    void another_patch_is_told() {
        assertThat(check("1.31.1"))
                .contains("the table of supported releases has 1.31.2 of series 1.31, this is 1.31.1");
        assertThat(check("1.31.10")).hasValueSatisfying(text -> assertThat(text).endsWith("1.31.10, which is newer"));
        assertThat(check("1.31-alpha.5c")).isPresent();
    }

    @Test
    void a_release_without_support_is_refused_with_the_reason_and_what_would_be_right() {
        assertThatThrownBy(() -> check("1.29.9"))
                .isInstanceOf(UnsupportedReleaseException.class)
                .hasMessage(
                        "version 1.29.9 is refused: Istio 1.29 has had no support since 2026-10-15. On 2026-11-21 these"
                                + " have support: 1.31 (newest patch 1.31.2), 1.30 (newest patch 1.30.5); to build 1.29.9 all the"
                                + " same, say --allow");
    }

    @Test
    void whoever_wants_it_all_the_same_is_told() {
        assertThat(policy.check(new ReleaseVersion("1.29.9"), true, "--allow"))
                .contains("Istio 1.29 has had no support since 2026-10-15");
        assertThat(policy.check(new ReleaseVersion("1.14.5"), true, "--allow"))
                .hasValueSatisfying(text -> assertThat(text).contains("nothing of the series of 1.14.5"));
    }

    @Test
    void a_release_has_support_up_to_its_last_day() {
        Clock last = Clock.fixed(Instant.parse("2026-10-15T23:59:59Z"), ZoneOffset.UTC);
        assertThat(new SupportPolicy(TABLE, last).check(new ReleaseVersion("1.29.9"), false, ""))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.14.5", "1.28.10", "0.8.0", "1.3.0", "1.2-alpha.abc"})
    void what_is_older_than_the_table_is_refused(String version) {
        assertThatThrownBy(() -> check(version))
                .isInstanceOf(UnsupportedReleaseException.class)
                .hasMessageContaining("has nothing of the series of " + version + ", and has newer ones");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.32.0", "1.100.0", "2.0.0", "1.32-alpha.0c5e", "2026-11-21"})
    void what_is_newer_than_the_table_or_of_no_series_is_told(String version) {
        assertThat(check(version)).contains("the table of supported releases has nothing of the series of " + version);
    }

    @Test
    void without_a_table_nothing_is_refused() {
        assertThat(new SupportPolicy(new SupportedReleases(List.of()), LocalDate.EPOCH)
                        .check(new ReleaseVersion("1.14.5"), false, ""))
                .isPresent();
    }

    private Optional<String> check(String version) {
        return policy.check(new ReleaseVersion(version), false, "--allow");
    }
}
