package io.jenkins.plugins.istioimages.publish.http;

import java.time.Duration;

/**
 * How long a web API is waited for.
 *
 * @param attempts tries in all of one piece of work that fails in a way that may pass
 * @param firstDelay pause before the second try; doubled before each further one
 * @param silence how long a server may take for a small request and its answer; larger ones get more
 * @param limits how long, for one request, a server may keep us away by its rate limits
 */
public record Patience(int attempts, Duration firstDelay, Duration silence, Duration limits) {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** The slowest line that is waited for: one that takes nine hours for a gigabyte. */
    private static final long BYTES_PER_SECOND = 32 * 1024;

    /** Six tries over about half a minute; limits of GitHub end within the hour, and half of it is waited out. */
    public static Patience standard() {
        return new Patience(6, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(30));
    }

    Duration delay(int failures) {
        Duration delay = firstDelay.multipliedBy(1L << Math.min(failures - 1, 20));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }

    /** For a request and answer with so many bytes. */
    Duration whole(long bytes) {
        return silence.plusSeconds(bytes / BYTES_PER_SECOND);
    }
}
