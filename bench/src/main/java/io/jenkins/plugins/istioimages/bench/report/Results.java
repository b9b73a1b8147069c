package io.jenkins.plugins.istioimages.bench.report;

import io.jenkins.plugins.istioimages.bench.measure.Counts;
import io.jenkins.plugins.istioimages.bench.measure.Measurement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Measurements by scenario and contender, as they come in. */
public final class Results {
    private final Map<String, Map<String, Series>> all = new LinkedHashMap<>();

    /** A timed run. */
    public void time(String scenario, String contender, Measurement measurement) {
        series(scenario, contender).add(measurement);
    }

    /** A counted run. */
    public void count(String scenario, String contender, Counts counts) {
        series(scenario, contender).count(counts);
    }

    /** Scenarios in the order they were first measured. */
    public Set<String> scenarios() {
        return all.keySet();
    }

    /** What was seen in a scenario, by contender. */
    public Map<String, Series> of(String scenario) {
        return all.getOrDefault(scenario, Map.of());
    }

    private Series series(String scenario, String contender) {
        return all.computeIfAbsent(scenario, key -> new LinkedHashMap<>())
                .computeIfAbsent(contender, key -> new Series());
    }
}
