package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one thread at a time work on each key. Keys that nobody works on take no room. */
final class Turns<K> {
    private final ConcurrentHashMap<K, Line> lines = new ConcurrentHashMap<>();

    private static final class Line {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int users;
    }

    /** Waits for one's turn, and works. */
    <T> T in(K key, String operation, Supplier<T> work) {
        Line line = lines.compute(key, (k, known) -> {
            Line result = known == null ? new Line() : known;
            result.users++;
            return result;
        });
        try {
            line.lock.lockInterruptibly();
            try {
                return work.get();
            } finally {
                line.lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(operation + " was interrupted", e);
        } finally {
            leave(key);
        }
    }

    private void leave(K key) {
        lines.computeIfPresent(key, (k, line) -> --line.users == 0 ? null : line);
    }
}
