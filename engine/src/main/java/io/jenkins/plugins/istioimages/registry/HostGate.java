package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import java.time.Duration;

/**
 * Lets as many requests at a time through to one host as it bears: begins with four, halves when the host says it is
 * too much, grows by one after a while without complaint. A pause the host asked for holds for all.
 *
 * <p>A request counts until its answer's head is there, not while its body is read: the reader of a body may well be
 * the next request, and must never wait for itself.
 */
final class HostGate {
    private static final int BEGIN = 4;
    private static final int GROW_AFTER = 8;

    private final int most;
    private final Ticker ticker;
    private int limit;
    private int inside;
    private int calm;
    private long notBefore;
    private long halvedAt;

    HostGate(int most, Ticker ticker) {
        this.most = most;
        this.ticker = ticker;
        this.limit = Math.min(BEGIN, most);
        this.notBefore = ticker.nanos();
        this.halvedAt = notBefore - 1;
    }

    /** Waits for a place and for the end of any pause. */
    synchronized void enter() {
        try {
            while (true) {
                long pause = notBefore - ticker.nanos();
                if (pause > 0) {
                    wait(pause / 1_000_000, (int) (pause % 1_000_000));
                } else if (inside >= limit) {
                    wait();
                } else {
                    inside++;
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while waiting for a registry", e);
        }
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    /** The host answered without complaint. */
    synchronized void calm() {
        calm++;
        if (calm >= GROW_AFTER && limit < most) {
            limit++;
            calm = 0;
            notifyAll();
        }
    }

    /**
     * The host says it is too much (429 or 503). What it says about requests that were on their way when it said so
     * first is the same complaint.
     *
     * @param sentAt when the request was sent, by the ticker
     * @param pause how long nobody shall come
     */
    synchronized void complain(long sentAt, Duration pause) {
        calm = 0;
        if (sentAt - halvedAt > 0) {
            limit = Math.max(1, limit / 2);
            halvedAt = ticker.nanos();
        }
        long until = ticker.nanos() + pause.toNanos();
        if (until - notBefore > 0) {
            notBefore = until;
        }
    }

    synchronized int limit() {
        return limit;
    }
}
