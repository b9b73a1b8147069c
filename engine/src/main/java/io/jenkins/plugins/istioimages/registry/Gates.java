package io.jenkins.plugins.istioimages.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gates of all hosts. A thread that is inside one already passes every further one at once: fetching a token, or
 * reading the source of an upload, are part of the request that waits for them.
 */
final class Gates {
    private final int most;
    private final Ticker ticker;
    private final Map<Origin, HostGate> gates = new ConcurrentHashMap<>();
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

    Gates(int most, Ticker ticker) {
        this.most = most;
        this.ticker = ticker;
    }

    HostGate of(Origin origin) {
        return gates.computeIfAbsent(origin, o -> new HostGate(most, ticker));
    }

    /** Enters; to be left in the end. */
    Pass enter(Origin origin) {
        if (inside.get()) {
            return () -> {};
        }
        HostGate gate = of(origin);
        gate.enter();
        inside.set(true);
        return () -> {
            inside.remove();
            gate.leave();
        };
    }

    /** A place inside. */
    @FunctionalInterface
    interface Pass {
        void leave();
    }
}
