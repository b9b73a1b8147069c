package io.jenkins.plugins.istioimages.build;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Passes lines on, keeps the last ones and remembers when something came last. Used by the reader and the watcher at once. */
final class OutputTail implements Consumer<String> {
    static final int LINES = 40;

    private final Consumer<String> next;
    private final Deque<String> last = new ArrayDeque<>();
    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime());

    OutputTail(Consumer<String> next) {
        this.next = next;
    }

    /** Notes that the program is alive. */
    void touch() {
        lastNanos.set(System.nanoTime());
    }

    @Override
    public void accept(String line) {
        synchronized (last) {
            if (last.size() == LINES) {
                last.removeFirst();
            }
            last.addLast(line);
        }
        next.accept(line);
    }

    /** Nanoseconds since the last {@link #touch}, or since the start where there was none. */
    long silentNanos() {
        return System.nanoTime() - lastNanos.get();
    }

    List<String> lines() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }
}
