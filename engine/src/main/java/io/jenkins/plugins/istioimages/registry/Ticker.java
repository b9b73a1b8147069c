package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import java.time.Duration;

/** Tells how time passes and lets it pass. Tests have one of their own, so that nobody waits for a pause. */
interface Ticker {
    /** The machine's. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration pause) throws InterruptedException {
            Thread.sleep(pause.toMillis(), (int) (pause.toNanos() % 1_000_000));
        }
    };

    /** As {@link System#nanoTime()}. */
    long nanos();

    void sleep(Duration pause) throws InterruptedException;

    /**
     * Lets time pass for some work.
     *
     * @param operation for the message
     * @throws CancelledException if the thread is interrupted
     */
    default void pause(Duration pause, String operation) {
        try {
            sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(operation + " was interrupted", e);
        }
    }
}
