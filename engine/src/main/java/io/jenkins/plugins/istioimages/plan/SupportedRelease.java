package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A minor release of Istio that is maintained, by its newest patch.
 *
 * @param major for example 1 of {@code 1.31.2}
 * @param minor for example 31
 * @param patch for example 2
 * @param endOfSupport the last day with support; empty while nobody has said when
 * @param kubernetes versions of Kubernetes that it supports, like {@code 1.35}; empty where they are not known
 */
public record SupportedRelease(
        int major, int minor, int patch, Optional<LocalDate> endOfSupport, List<String> kubernetes)
        implements Comparable<SupportedRelease> {
    private static final Pattern VERSION =
            Pattern.compile("(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})");
    private static final Pattern KUBERNETES = Pattern.compile("[1-9][0-9]{0,2}\\.[0-9]{1,3}");
    private static final Comparator<SupportedRelease> ORDER = Comparator.comparingInt(SupportedRelease::major)
            .thenComparingInt(SupportedRelease::minor)
            .thenComparingInt(SupportedRelease::patch);

    /** @throws InputException if a version of Kubernetes is none */
    public SupportedRelease {
        kubernetes = List.copyOf(kubernetes);
        for (String version : kubernetes) {
            if (!KUBERNETES.matcher(version).matches()) {
                throw new InputException(
                        "Kubernetes version '" + version + "' is wrong: expected two numbers like 1.35");
            }
        }
    }

    /**
     * Reads a release.
     *
     * @param version its newest patch, like {@code 1.31.2}
     * @param endOfSupport a date like {@code 2027-02-28}; blank while nobody has said when
     * @throws InputException if one of them is something else
     */
    public static SupportedRelease parse(String version, String endOfSupport) {
        Matcher matcher = VERSION.matcher(version.strip());
        if (!matcher.matches()) {
            throw new InputException(
                    "release '" + version + "' is wrong: expected its newest patch, three numbers like 1.31.2");
        }
        return new SupportedRelease(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                date(endOfSupport.strip()),
                List.of());
    }

    /** The same with versions of Kubernetes. */
    public SupportedRelease withKubernetes(List<String> versions) {
        return new SupportedRelease(major, minor, patch, endOfSupport, versions);
    }

    /** {@code 1.31.2}. */
    public String version() {
        return series() + "." + patch;
    }

    /** {@code 1.31}. */
    public String series() {
        return major + "." + minor;
    }

    /** Whether it has support on a day. */
    public boolean isSupportedOn(LocalDate day) {
        return endOfSupport.map(end -> !day.isAfter(end)).orElse(true);
    }

    /** By version, numbers as numbers. */
    @Override
    public int compareTo(SupportedRelease other) {
        return ORDER.compare(this, other);
    }

    private static Optional<LocalDate> date(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            throw new InputException("end of support '" + text + "' is wrong: expected a date like 2027-02-28", e);
        }
    }
}
