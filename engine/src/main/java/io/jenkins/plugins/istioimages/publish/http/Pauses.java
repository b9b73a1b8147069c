package io.jenkins.plugins.istioimages.publish.http;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import java.time.Duration;
import java.time.Instant;

/** Tells the time and lets it pass. Tests have one of their own, so that nobody waits for a pause. */
public interface Pauses {
    /** The machine's. */
    Pauses SYSTEM = new Pauses() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration pause) throws InterruptedException {
            Thread.sleep(pause.toMillis());
        }
    };

    Instant now();

    void sleep(Duration pause) throws InterruptedException;

    /** @throws CancelledException if the thread is interrupted */
    default void pause(Duration pause, String operation) {
        try {
            sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(operation + " was interrupted", e);
        }
    }
}
