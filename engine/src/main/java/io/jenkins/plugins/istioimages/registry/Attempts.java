package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.store.TransferListener;
import java.time.Duration;
import java.util.Optional;

/** Counts the tries of one piece of work, pauses between them and tells the user why. */
final class Attempts {
    /** Failures with progress in between do not count, but not for ever. */
    private static final int PATIENCE = 20;

    private final String operation;
    private final RetryPolicy policy;
    private final TransferListener listener;
    private final Ticker ticker;
    private int failures;
    private int all;

    Attempts(String operation, RetryPolicy policy, TransferListener listener, Ticker ticker) {
        this.operation = operation;
        this.policy = policy;
        this.listener = listener;
        this.ticker = ticker;
    }

    /**
     * After a try failed: pauses if there is to be another one.
     *
     * @param reason of the failure, for the user
     * @param wish how long the registry wants us to stay away
     * @return false where it is enough
     */
    boolean again(String reason, Optional<Duration> wish) {
        failures++;
        all++;
        if (failures >= policy.attempts()
                || all >= PATIENCE * policy.attempts()
                || wish.filter(this::tooLong).isPresent()) {
            return false;
        }
        Duration own = policy.delay(failures);
        Duration pause = wish.filter(w -> w.compareTo(own) > 0).orElse(own);
        listener.notice(operation + ": " + reason + "; trying again in " + seconds(pause) + " s (try " + (failures + 1)
                + " of " + policy.attempts() + ")");
        ticker.pause(pause, operation);
        return true;
    }

    /** The work has come further: what failed before no longer counts. */
    void progressed() {
        failures = 0;
    }

    int failures() {
        return failures;
    }

    /** {@code after 6 tries}, for the final message; empty after one. */
    String suffix() {
        return failures > 1 ? " (after " + failures + " tries)" : "";
    }

    boolean tooLong(Duration wish) {
        return wish.compareTo(policy.maxRetryAfter()) > 0;
    }

    static String seconds(Duration duration) {
        long tenths = (duration.toMillis() + 50) / 100;
        return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10);
    }
}
