package io.jenkins.plugins.istioimages.registry;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A time in which every pause is over at once, and was as long as it should be. */
final class FastForward implements Ticker {
    private final AtomicLong skipped = new AtomicLong();

    @Override
    public long nanos() {
        return System.nanoTime() + skipped.get();
    }

    @Override
    public void sleep(Duration pause) {
        skipped.addAndGet(pause.toNanos());
    }

    /** All pauses so far. */
    Duration skipped() {
        return Duration.ofNanos(skipped.get());
    }
}
