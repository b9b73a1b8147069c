package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The releases of Istio that are maintained, newest first.
 *
 * @param all one of each series
 */
public record SupportedReleases(List<SupportedRelease> all) {
    /** @throws InputException if a series stands there twice */
    public SupportedReleases {
        all = all.stream().sorted(Comparator.reverseOrder()).toList();
        Set<String> seen = new HashSet<>();
        for (SupportedRelease release : all) {
            if (!seen.add(release.series())) {
                throw new InputException("release " + release.series() + " stands there twice");
            }
        }
    }

    /**
     * A table to begin with, as it was written into this file once; nothing looks whether it is still right. It comes from
     * istio.io's table of supported releases (data/compatibility/supportStatus.yml), which has no patches, and from tags of
     * istio/istio; newer patches and later changes of a date are not in it. Whoever runs releases keeps a table of their
     * own.
     */
    public static SupportedReleases known() {
        return new SupportedReleases(List.of(
                SupportedRelease.parse("1.31.0", "2027-02-28"),
                SupportedRelease.parse("1.30.3", ""),
                SupportedRelease.parse("1.29.6", "2026-10-12")));
    }

    /** Those that have support on a day, newest first. */
    public List<SupportedRelease> on(LocalDate day) {
        return all.stream().filter(release -> release.isSupportedOn(day)).toList();
    }

    /** The newest that has support on a day. */
    public Optional<SupportedRelease> newestOn(LocalDate day) {
        return on(day).stream().findFirst();
    }
}
