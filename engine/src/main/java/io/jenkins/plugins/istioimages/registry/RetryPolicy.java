package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and how patiently a request is tried again after an answer or a break that may pass.
 *
 * @param attempts tries in all, at least one
 * @param firstDelay pause before the second try; doubled before each further one
 * @param maxDelay longest pause of our own choice
 * @param maxRetryAfter longest pause a registry may ask for; when it asks for more, the work fails at once
 */
public record RetryPolicy(int attempts, Duration firstDelay, Duration maxDelay, Duration maxRetryAfter) {
    /** Six tries over about a quarter of a minute, a registry's own wish honoured up to two minutes. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(6, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(2));

    public RetryPolicy {
        if (attempts < 1 || firstDelay.isNegative() || maxDelay.isNegative() || maxRetryAfter.isNegative()) {
            throw new InputException("a retry policy needs at least one attempt and no negative pause");
        }
    }

    /** The same with another number of tries. */
    public RetryPolicy withAttempts(int newAttempts) {
        return new RetryPolicy(newAttempts, firstDelay, maxDelay, maxRetryAfter);
    }

    /**
     * The pause after a failed try, half of it at random so that many clients do not come back at once.
     *
     * @param failures how many tries have failed, from one
     */
    Duration delay(int failures) {
        double wanted = firstDelay.toNanos() * Math.pow(2, failures - 1.0);
        long half = (long) Math.min(wanted, (double) maxDelay.toNanos()) / 2;
        return Duration.ofNanos(half + ThreadLocalRandom.current().nextLong(half + 1));
    }
}
