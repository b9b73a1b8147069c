package io.jenkins.plugins.istioimages.bench.report;

import io.jenkins.plugins.istioimages.bench.measure.Counts;
import io.jenkins.plugins.istioimages.bench.measure.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that was seen of one contender in one scenario. */
public final class Series {
    private final List<Measurement> timed = new ArrayList<>();
    private Counts counts;

    void add(Measurement measurement) {
        timed.add(measurement);
    }

    void count(Counts newCounts) {
        counts = newCounts;
    }

    /** The timed rounds in their order. */
    public List<Measurement> timed() {
        return List.copyOf(timed);
    }

    /** What it sent, from the round that is not timed. */
    public Optional<Counts> counts() {
        return Optional.ofNullable(counts);
    }

    /** Median of the seconds; empty if nothing was timed. */
    public Optional<Double> seconds() {
        return median(timed.stream().map(Measurement::seconds).toList());
    }

    /** Median of the processor seconds. */
    public Optional<Double> cpuSeconds() {
        return median(timed.stream().map(Measurement::cpuSeconds).toList());
    }

    /** The highest peak of all rounds, in megabytes (10^6 bytes). */
    public Optional<Double> peakMegabytes() {
        return timed.stream().map(run -> run.peakBytes() / 1e6).max(Double::compare);
    }

    private static Optional<Double> median(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return Optional.of(
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }
}
