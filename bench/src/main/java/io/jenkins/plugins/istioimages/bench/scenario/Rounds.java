package io.jenkins.plugins.istioimages.bench.scenario;

import io.jenkins.plugins.istioimages.bench.contender.Contender;
import io.jenkins.plugins.istioimages.bench.report.Results;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * Plays scenarios: one round in which traffic is counted and everything is read back, which also brings the data into
 * the page cache, then the rounds that are timed. In each the contenders take turns, beginning with another one, so that
 * a slow minute of the machine hits all alike.
 */
public final class Rounds {
    private final List<Scenario> scenarios;
    private final Results results;
    private final Path storage;
    private final Consumer<String> log;

    public Rounds(List<Scenario> scenarios, Results results, Path storage, Consumer<String> log) {
        this.scenarios = List.copyOf(scenarios);
        this.results = results;
        this.storage = storage;
        this.log = log;
    }

    /** Plays the counted round and so many timed ones. */
    public void play(int timed) throws IOException {
        for (int round = 0; round <= timed; round++) {
            log.accept(round == 0 ? "counting" : "round " + round + " of " + timed);
            for (Scenario scenario : scenarios) {
                for (Contender contender : rotated(scenario.contenders(), round)) {
                    play(scenario, contender, round == 0);
                }
            }
        }
    }

    private void play(Scenario scenario, Contender contender, boolean counted) throws IOException {
        long start = System.nanoTime();
        try (Turn turn = new Turn(contender, results, storage, counted)) {
            scenario.play(contender, turn);
        }
        log.accept("  %s: %s, %.1f s"
                .formatted(
                        scenario.getClass()
                                .getSimpleName()
                                .replace("Scenario", "")
                                .toLowerCase(java.util.Locale.ROOT),
                        contender.name(),
                        (System.nanoTime() - start) / 1e9));
    }

    private static List<Contender> rotated(List<? extends Contender> contenders, int by) {
        List<Contender> rotated = new ArrayList<>(contenders);
        Collections.rotate(rotated, -by);
        return rotated;
    }
}
