package io.jenkins.plugins.istioimages.jenkins.parameter;

import io.jenkins.plugins.istioimages.plan.SupportedRelease;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A release that can be chosen.
 *
 * @param version newest patch
 * @param text for people: the version and until when it has support
 */
public record VersionChoice(String version, String text) {
    /** Those that have support on a day, newest first. */
    static List<VersionChoice> on(LocalDate day, List<SupportedRelease> releases) {
        return releases.stream()
                .filter(release -> release.isSupportedOn(day))
                .map(VersionChoice::of)
                .toList();
    }

    private static VersionChoice of(SupportedRelease release) {
        Optional<LocalDate> end = release.endOfSupport();
        String text = end.isPresent()
                ? Messages.VersionChoice_until(release.version(), end.get().toString())
                : Messages.VersionChoice_open(release.version());
        return new VersionChoice(release.version(), text);
    }
}
