package io.jenkins.plugins.istioimages.bench.report;

import io.jenkins.plugins.istioimages.oci.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcome of a benchmark.
 *
 * @param results all measurements
 * @param yardsticks scenarios that are also held against the peers and the floor of another one
 * @param machine where it ran
 * @param data what it ran on
 */
public record Report(Results results, Map<String, String> yardsticks, String machine, String data) {
    public Report {
        yardsticks = Map.copyOf(yardsticks);
    }

    /** Every measured scenario in a line. */
    public Map<String, Summary> summaries() {
        Map<String, Summary> summaries = new LinkedHashMap<>();
        for (String scenario : results.scenarios()) {
            String yardstick = yardsticks.getOrDefault(scenario, scenario);
            summaries.put(scenario, Summary.of(results.of(scenario), results.of(yardstick)));
        }
        return summaries;
    }

    /** The tables and the verdicts, with the scenarios in the given order. */
    public String text(List<String> order, Targets targets) {
        Map<String, Summary> all = summaries();
        Map<String, Summary> ordered = new LinkedHashMap<>();
        order.stream().filter(all::containsKey).forEach(name -> ordered.put(name, all.get(name)));
        return Table.contenders(results) + "\n" + Table.summaries(ordered) + "\n"
                + String.join("\n", targets.verdicts(ordered)) + "\n";
    }

    /** Writes {@code results.json} and {@code details.json}. */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("results.json"), Json.pretty(ResultsJson.summaries(summaries())));
        Files.writeString(directory.resolve("details.json"), Json.pretty(ResultsJson.details(results, machine, data)));
    }
}
