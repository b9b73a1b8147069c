package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether a release may be built: one that has no support is refused unless somebody wants it all the same. What is newer
 * than the table of supported releases is not refused, since a table grows old.
 */
public final class SupportPolicy {
    private static final Pattern SERIES = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})");
    private static final Pattern PATCH = Pattern.compile("[0-9]{1,6}\\.[0-9]{1,6}\\.([0-9]{1,6})");

    private final SupportedReleases table;
    private final LocalDate day;

    public SupportPolicy(SupportedReleases table, LocalDate day) {
        this.table = table;
        this.day = day;
    }

    /** On the day that a clock shows, in its own zone. */
    public SupportPolicy(SupportedReleases table, Clock clock) {
        this(table, LocalDate.now(clock));
    }

    /**
     * Checks a version.
     *
     * @param allowUnsupported whether a release without support is told only
     * @param switchName what allows it, as the user has to write it
     * @return what a user should know; empty where the version is the newest patch of a release with support
     * @throws UnsupportedReleaseException with the reason and what would be right, if it is to be refused
     */
    public Optional<String> check(ReleaseVersion version, boolean allowUnsupported, String switchName) {
        Optional<String> reason = refusal(version);
        if (reason.isEmpty()) {
            return notice(version);
        }
        if (allowUnsupported) {
            return reason;
        }
        throw new UnsupportedReleaseException("version " + version + " is refused: " + reason.get() + ". " + supported()
                + "; to build " + version + " all the same, say " + switchName);
    }

    private Optional<String> refusal(ReleaseVersion version) {
        Optional<Integer> newer = beyondTable(version);
        if (newer.isEmpty() || newer.get() > 0) {
            return Optional.empty();
        }
        Optional<SupportedRelease> row = row(version);
        if (row.isEmpty()) {
            return Optional.of(
                    "the table of supported releases has nothing of the series of " + version + ", and has newer ones");
        }
        return row.filter(release -> !release.isSupportedOn(day))
                .map(release -> "Istio " + release.series() + " has had no support since "
                        + release.endOfSupport().orElseThrow());
    }

    private Optional<String> notice(ReleaseVersion version) {
        Optional<SupportedRelease> row = row(version);
        if (row.isEmpty()) {
            return Optional.of("the table of supported releases has nothing of the series of " + version);
        }
        return row.filter(release -> !release.version().equals(version.text()))
                .map(release ->
                        "the table of supported releases has " + release.version() + " of series " + release.series()
                                + ", this is " + version + (isNewer(version, release) ? ", which is newer" : ""));
    }

    private static boolean isNewer(ReleaseVersion version, SupportedRelease release) {
        Matcher patch = PATCH.matcher(version.text());
        return patch.matches() && Integer.parseInt(patch.group(1)) > release.patch();
    }

    /** How the series compares with the newest of the table; empty for a version without one, and without a table. */
    private Optional<Integer> beyondTable(ReleaseVersion version) {
        Optional<Matcher> series = version.minor().map(SERIES::matcher).filter(Matcher::matches);
        return series.flatMap(found -> table.all().stream().findFirst().map(newest -> new SupportedRelease(
                        Integer.parseInt(found.group(1)),
                        Integer.parseInt(found.group(2)),
                        newest.patch(),
                        Optional.empty(),
                        List.of())
                .compareTo(newest)));
    }

    private Optional<SupportedRelease> row(ReleaseVersion version) {
        return version.minor().flatMap(series -> table.all().stream()
                .filter(release -> release.series().equals(series))
                .findFirst());
    }

    private String supported() {
        String some = table.on(day).stream()
                .map(release -> release.series() + " (newest patch " + release.version() + ")")
                .collect(Collectors.joining(", "));
        return some.isEmpty()
                ? "No release of the table has support on " + day
                : "On " + day + " these have support: " + some;
    }
}
