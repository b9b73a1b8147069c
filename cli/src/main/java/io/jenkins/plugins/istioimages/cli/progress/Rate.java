package io.jenkins.plugins.istioimages.cli.progress;

import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes a second over the last seconds: long enough to be calm, short enough to be true. */
final class Rate {
    private static final double WINDOW_SECONDS = 10;
    private static final double SHORTEST_SECONDS = 0.5;
    private static final double NANOS = 1e9;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(double time, double bytes) {}

    /**
     * Notes how much is done.
     *
     * @param nanos from any beginning
     * @return bytes a second; 0 where nothing can be said yet
     */
    double at(long nanos, double bytes) {
        double now = nanos / NANOS;
        samples.addLast(new Sample(now, bytes));
        while (samples.size() > 2 && now - samples.peekFirst().time() > WINDOW_SECONDS) {
            samples.removeFirst();
        }
        Sample first = samples.peekFirst();
        double time = now - first.time();
        return time < SHORTEST_SECONDS ? 0 : Math.max(0, (bytes - first.bytes()) / time);
    }
}
