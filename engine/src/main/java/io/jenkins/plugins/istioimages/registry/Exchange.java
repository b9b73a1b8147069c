package io.jenkins.plugins.istioimages.registry;

import java.time.Duration;

/**
 * Where the thread that asked and the connection's threads meet: demand for body bytes, signs of life, the end. The
 * asking thread does all waiting, so no other thread is needed to watch for a stall.
 */
final class Exchange {
    private long demand;
    private boolean cancelled;
    private boolean done;
    private long lastSign = System.nanoTime();

    /** What there is to do next for whoever sends the body. */
    enum Turn {
        SEND,
        STOP,
        STALLED
    }

    synchronized void demand(long count) {
        demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
        sign();
    }

    synchronized void cancel() {
        cancelled = true;
        notifyAll();
    }

    synchronized void done() {
        done = true;
        notifyAll();
    }

    /** Something moved. */
    synchronized void sign() {
        lastSign = System.nanoTime();
        notifyAll();
    }

    /** Waits until a buffer is wanted, and takes that demand. */
    synchronized Turn awaitDemand(Duration stall) throws InterruptedException {
        lastSign = System.nanoTime();
        while (!done && !cancelled && demand == 0) {
            if (!awaitSign(stall)) {
                return Turn.STALLED;
            }
        }
        if (done || cancelled) {
            return Turn.STOP;
        }
        demand--;
        return Turn.SEND;
    }

    /** Waits for the end of the exchange; false where nothing moved for too long. */
    synchronized boolean awaitDone(Duration silence) throws InterruptedException {
        lastSign = System.nanoTime();
        while (!done) {
            if (!awaitSign(silence)) {
                return false;
            }
        }
        return true;
    }

    /** Every caller loops around its own condition. */
    @SuppressWarnings("WaitNotInLoop")
    private boolean awaitSign(Duration limit) throws InterruptedException {
        long left = limit.toNanos() - (System.nanoTime() - lastSign);
        if (left <= 0) {
            return false;
        }
        wait(left / 1_000_000, (int) (left % 1_000_000));
        return true;
    }
}
