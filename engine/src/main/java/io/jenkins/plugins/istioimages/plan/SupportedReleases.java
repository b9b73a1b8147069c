package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The releases of Istio that are maintained, and those that were, newest first.
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
     * The table that this program was built with, {@code supported-releases.yaml} of the shared library's resources; nothing
     * looks whether it is still right. Whoever runs releases may keep a table of their own.
     */
    public static SupportedReleases known() {
        return SupportedReleaseTable.known();
    }

    /**
     * A table in a file, in the form of {@code supported-releases.yaml}.
     *
     * @throws InputException with file, line and column of everything that is wrong
     */
    public static SupportedReleases read(Path file) {
        return SupportedReleaseTable.read(file);
    }

    /**
     * What {@link #yaml} wrote.
     *
     * @throws InputException if it is no table
     */
    public static SupportedReleases parse(String yaml) {
        return SupportedReleaseTable.parse(yaml);
    }

    /** The table as text. */
    public String yaml() {
        return SupportedReleaseTable.write(this);
    }

    /** These and those of another table whose series are not among these. */
    public SupportedReleases or(SupportedReleases other) {
        Set<String> own = all.stream().map(SupportedRelease::series).collect(Collectors.toSet());
        return new SupportedReleases(
                Stream.concat(all.stream(), other.all.stream().filter(release -> !own.contains(release.series())))
                        .toList());
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
