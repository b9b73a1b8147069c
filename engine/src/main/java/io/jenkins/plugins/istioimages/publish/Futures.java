package io.jenkins.plugins.istioimages.publish;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Going on when something is there. None of the futures here ends in an exception: failures are those of tasks. */
final class Futures {
    private Futures() {}

    /** Does something with the result, now or later, in the thread that brings it. */
    static <T> void then(CompletableFuture<T> future, Consumer<T> action) {
        CompletableFuture<Void> ignored = future.thenAccept(action);
        if (ignored.isCompletedExceptionally()) {
            throw new IllegalStateException("a follow-up of " + future + " failed");
        }
    }

    /** Does something when all are there. */
    static void thenAll(Collection<? extends CompletableFuture<?>> futures, Runnable action) {
        then(CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new)), done -> action.run());
    }
}
