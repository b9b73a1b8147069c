package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Named tasks on a bounded number of threads, where a task may wait for one other. A waiting task takes no thread.
 *
 * @param <T> what a task returns
 */
final class Parallel<T> implements AutoCloseable {
    private final ExecutorService threads;
    private final Map<String, CompletableFuture<T>> tasks = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<Void>> gates = new LinkedHashMap<>();

    Parallel(int most) {
        this.threads = Executors.newFixedThreadPool(most, work -> {
            Thread thread = new Thread(work, "istio-images-sources");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Adds a task.
     *
     * @param after name of the task that must have succeeded before; it may be added later
     */
    void submit(String name, Optional<String> after, Supplier<T> task) {
        CompletableFuture<Void> gate = after.map(this::gate).orElseGet(() -> CompletableFuture.completedFuture(null));
        tasks.put(
                name,
                gate.thenApplyAsync(ignored -> task.get(), threads)
                        .whenComplete((result, failure) -> open(gate(name), failure)));
    }

    private static void open(CompletableFuture<Void> gate, Throwable failure) {
        if (failure == null) {
            gate.complete(null);
        } else {
            gate.completeExceptionally(failure);
        }
    }

    private synchronized CompletableFuture<Void> gate(String name) {
        return gates.computeIfAbsent(name, ignored -> new CompletableFuture<>());
    }

    /**
     * Waits for all tasks.
     *
     * @return results in the order in which the tasks were added
     * @throws EngineException the first failure in that order, the others suppressed in it
     */
    Map<String, T> results() {
        Map<String, T> results = new LinkedHashMap<>();
        List<Throwable> failures = new ArrayList<>();
        tasks.forEach((name, task) -> {
            try {
                results.put(name, task.get());
            } catch (ExecutionException e) {
                failures.add(root(e));
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new CancelledException("cancelled while working with sources", e);
            }
        });
        if (!failures.isEmpty()) {
            throw combined(failures);
        }
        return results;
    }

    private static RuntimeException combined(List<Throwable> failures) {
        Throwable first = failures.get(0);
        // A task whose gate failed reports the failure of the task it waited for once more.
        failures.stream().skip(1).distinct().filter(f -> f != first).forEach(first::addSuppressed);
        if (first instanceof Error error) {
            throw error;
        }
        return first instanceof RuntimeException known ? known : new IllegalStateException(first);
    }

    private static Throwable root(ExecutionException e) {
        Throwable cause = e.getCause();
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
