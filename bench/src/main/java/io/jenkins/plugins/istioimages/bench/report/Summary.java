package io.jenkins.plugins.istioimages.bench.report;

import io.jenkins.plugins.istioimages.bench.measure.Counts;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A scenario in a line.
 *
 * @param ours median seconds of ours
 * @param peers median seconds by peer
 * @param floor median seconds of the floor
 * @param peakMegabytes the highest peak of ours in any round
 * @param counts what ours sent
 */
public record Summary(
        Optional<Double> ours,
        Map<String, Double> peers,
        Optional<Double> floor,
        Optional<Double> peakMegabytes,
        Optional<Counts> counts) {
    /** Name of our own series. */
    public static final String OURS = "ours";
    /** Name of the floor's series. */
    public static final String FLOOR = "floor";

    public Summary {
        peers = new TreeMap<>(peers);
    }

    /**
     * Sums up a scenario.
     *
     * @param yardstick series of another scenario that count here too, where a scenario is held against more than was
     *     measured in it; a series of the scenario's own goes before
     */
    static Summary of(Map<String, Series> series, Map<String, Series> yardstick) {
        Map<String, Series> all = new TreeMap<>(yardstick);
        all.remove(OURS);
        all.putAll(series);
        Map<String, Double> peers = new TreeMap<>();
        all.forEach((name, one) -> {
            if (!name.equals(OURS) && !name.equals(FLOOR)) {
                one.seconds().ifPresent(seconds -> peers.put(name, seconds));
            }
        });
        Series none = new Series();
        Series ours = all.getOrDefault(OURS, none);
        return new Summary(
                ours.seconds(), peers, all.getOrDefault(FLOOR, none).seconds(), ours.peakMegabytes(), ours.counts());
    }

    /** Name of the fastest peer. */
    public Optional<String> bestPeer() {
        return peers.entrySet().stream().min(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    /** Ours as a part of the fastest peer's time. */
    public Optional<Double> ratioBestPeer() {
        return ours.flatMap(seconds -> bestPeer().map(best -> seconds / peers.get(best)));
    }

    /** Ours as a multiple of the floor. */
    public Optional<Double> ratioFloor() {
        return ours.flatMap(seconds -> floor.map(least -> seconds / least));
    }
}
