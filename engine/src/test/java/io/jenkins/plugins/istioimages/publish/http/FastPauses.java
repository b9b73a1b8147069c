package io.jenkins.plugins.istioimages.publish.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock on which nobody waits: time passes by pauses alone. */
public final class FastPauses implements Pauses {
    private final List<Duration> taken = new CopyOnWriteArrayList<>();
    private Instant now = Instant.parse("2022-10-12T08:11:00Z");

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration pause) {
        taken.add(pause);
        now = now.plus(pause);
    }

    /** All pauses so far. */
    public List<Duration> taken() {
        return List.copyOf(taken);
    }
}
