package io.jenkins.plugins.istioimages.jenkins.steps;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.config.IstioImagesConfiguration;
import io.jenkins.plugins.istioimages.plan.SupportedRelease;
import io.jenkins.plugins.istioimages.plan.SupportedReleases;
import java.time.LocalDate;
import java.util.Optional;

/** What the table of supported releases says of a release that is built. It is said in the log and stops nothing. */
final class Support {
    private Support() {}

    /** What a user should know; empty where the release has support and is the newest of its series. */
    static Optional<String> notice(String version, LocalDate day) {
        try {
            return notice(version, day, IstioImagesConfiguration.get().supportedReleases());
        } catch (InputException e) {
            return Optional.of("the table of supported releases cannot be read: " + e.getMessage());
        }
    }

    static Optional<String> notice(String version, LocalDate day, SupportedReleases table) {
        Optional<SupportedRelease> found = table.all().stream()
                .filter(release -> version.equals(release.series())
                        || version.startsWith(release.series() + ".")
                        || version.startsWith(release.series() + "-"))
                .findFirst();
        if (found.isEmpty()) {
            return Optional.of("the table of supported releases has nothing of the series of " + version);
        }
        SupportedRelease release = found.get();
        if (!release.isSupportedOn(day)) {
            return Optional.of("Istio " + release.series() + " has had no support since "
                    + release.endOfSupport().orElseThrow());
        }
        return release.version().equals(version)
                ? Optional.empty()
                : Optional.of("the table of supported releases has " + release.version() + " of series "
                        + release.series() + ", this is " + version);
    }
}
