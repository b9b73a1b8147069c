package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A bounded number of threads for transfers. Tasks must not wait for other tasks of the same workers. The first task
 * that fails stops the others of its call, by an interrupt, and the caller gets what it threw; an interrupt of the
 * caller does the same. {@link #close} waits until all have ended.
 */
public final class Workers implements AutoCloseable {
    private static final long END_WITHIN_SECONDS = 30;

    private final ExecutorService threads;

    /** @param name begins the names of the threads */
    public Workers(String name, int count) {
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does something with each element. */
    public <T> void forEach(Collection<T> elements, Consumer<T> task) {
        map(elements, element -> {
            task.accept(element);
            return Boolean.TRUE;
        });
    }

    /**
     * Turns each element into something.
     *
     * @return the results in the order of the elements
     * @throws CancelledException if the calling thread is interrupted
     */
    public <T, R> List<R> map(Collection<T> elements, Function<T, R> task) {
        CompletionService<R> completion = new ExecutorCompletionService<>(threads);
        List<Future<R>> started = new ArrayList<>();
        try {
            AtomicReference<RuntimeException> failure = new AtomicReference<>();
            elements.forEach(element -> started.add(completion.submit(() -> attempt(task, element, failure))));
            for (int i = 0; i < started.size(); i++) {
                completion.take().get();
            }
            List<R> results = new ArrayList<>();
            for (Future<R> future : started) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw stop(started, e.getCause());
        } catch (InterruptedException e) {
            stop(started, e);
            Thread.currentThread().interrupt();
            throw new CancelledException("cancelled", e);
        }
    }

    /** Interrupts what still runs and waits for it to end. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        try {
            threads.awaitTermination(END_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing begins after something has failed: a cancel from the caller may come many short tasks too late. */
    private static <T, R> R attempt(Function<T, R> task, T element, AtomicReference<RuntimeException> failure) {
        if (failure.get() != null) {
            throw failure.get();
        }
        try {
            return task.apply(element);
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
            throw e;
        }
    }

    private static RuntimeException stop(List<? extends Future<?>> started, Throwable cause) {
        started.forEach(future -> future.cancel(true));
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new WorkException(String.valueOf(cause), cause);
    }
}
