package io.jenkins.plugins.istioimages.acceptance.harness;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for something to become so by looking again and again. */
public final class Poll {
    private static final long PAUSE_MILLIS = 100;

    private Poll() {}

    /**
     * Waits.
     *
     * @param what is waited for, as the failure says it
     * @param look gives something else than null and false when it is so; what it throws counts as not yet
     * @return what look gave
     * @throws AssertionError if it is not so in time, with what was thrown last
     */
    public static <T> T until(String what, Duration patience, Callable<T> look) {
        long deadline = System.nanoTime() + patience.toNanos();
        Throwable last = null;
        while (true) {
            try {
                T seen = look.call();
                if (seen != null && !Boolean.FALSE.equals(seen)) {
                    return seen;
                }
                last = null;
            } catch (GaveUp e) {
                throw e;
            } catch (InterruptedException e) {
                throw interrupted(what);
            } catch (Exception e) {
                last = e;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + ": not within " + patience.toSeconds() + " s", last);
            }
            pause(what);
        }
    }

    /** Thrown by what looks when it can never become so. */
    public static final class GaveUp extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public GaveUp(String message) {
            super(message);
        }
    }

    private static void pause(String what) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw interrupted(what);
        }
    }

    private static IllegalStateException interrupted(String what) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for: " + what);
    }
}
