package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one request go ahead to a host nobody has spoken to yet, so that the others know from its answer how to
 * authenticate, instead of all being turned away at the same time.
 */
final class FirstContact {
    private final Set<Origin> known = ConcurrentHashMap.newKeySet();
    private final Map<Origin, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** What is sent. */
    @FunctionalInterface
    interface Sending {
        Answer send() throws WireException;
    }

    /** Sends: at once where the host is known, else alone. */
    Answer in(Origin host, String operation, Sending sending) throws WireException {
        if (known.contains(host)) {
            return sending.send();
        }
        ReentrantLock lock = locks.computeIfAbsent(host, h -> new ReentrantLock());
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(operation + " was interrupted", e);
        }
        try {
            if (!known.contains(host)) {
                Answer answer = sending.send();
                known.add(host);
                return answer;
            }
        } finally {
            lock.unlock();
        }
        return sending.send();
    }
}
