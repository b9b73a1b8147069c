package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.time.Duration;

/**
 * When a connection counts as dead. None of them limits how long a transfer takes as long as bytes move.
 *
 * @param connect until the connection stands
 * @param stall longest time without a byte moving while a body is sent or received
 * @param answer longest wait for an answer after everything was sent; a registry hashes or moves a large blob meanwhile
 */
public record Timeouts(Duration connect, Duration stall, Duration answer) {
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofMinutes(5));

    public Timeouts {
        if (isNone(connect) || isNone(stall) || isNone(answer)) {
            throw new InputException("a timeout must be longer than nothing");
        }
    }

    private static boolean isNone(Duration duration) {
        return duration.isNegative() || duration.isZero();
    }
}
