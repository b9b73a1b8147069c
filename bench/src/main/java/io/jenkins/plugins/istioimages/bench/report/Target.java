package io.jenkins.plugins.istioimages.bench.report;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A figure that we hold ourselves to.
 *
 * @param scenario it is for
 * @param what it says, as in {@code of the best peer}
 * @param most it may be
 * @param figure out of the scenario's summary; empty where it was not measured
 */
public record Target(String scenario, String what, double most, Function<Summary, Optional<Double>> figure) {
    static Target ofBestPeer(String scenario, double most) {
        return new Target(scenario, "of the best peer", most, Summary::ratioBestPeer);
    }

    static Target ofFloor(String scenario, double most) {
        return new Target(scenario, "of the floor", most, Summary::ratioFloor);
    }

    static Target megabytes(String scenario, double most) {
        return new Target(scenario, "MB of memory", most, Summary::peakMegabytes);
    }

    static Target sentBytes(String scenario, double most) {
        return new Target(
                scenario, "bytes sent", most, summary -> summary.counts().map(counts -> (double) counts.blobBytes()));
    }

    static Target requests(String scenario, double most) {
        return new Target(
                scenario, "requests", most, summary -> summary.counts().map(counts -> (double) counts.requests()));
    }

    /** {@code cold_gzip: 0.44 of the best peer, at most 0.50: met}; empty where it was not measured. */
    Optional<String> verdict(Summary summary) {
        return figure.apply(summary).map(value -> "%s: %s %s, at most %s: %s"
                .formatted(
                        scenario,
                        number(value),
                        what,
                        number(most),
                        value <= most ? "met" : "missed by " + number(value - most)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) && value > 2 ? "%.0f" : "%.2f", value);
    }
}
