package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks that lead to further tasks, in two lanes: work for the processors in one, transfers, which mostly wait, in
 * the other, so that neither holds up the other. Tasks never wait for tasks. The first failure interrupts all others and
 * is what {@link #await} throws; {@link #close} returns when all have ended.
 */
final class Lanes implements AutoCloseable {
    private static final long END_WITHIN_SECONDS = 30;

    private final ExecutorService workers;
    private final ExecutorService movers;
    private int left;
    private RuntimeException failure;

    /** Something to do. */
    @FunctionalInterface
    interface Task {
        void run() throws IOException, InterruptedException;
    }

    /** @param width tasks at a time in each lane */
    Lanes(int width, int transfers) {
        this.workers = threads("publish-work", width);
        this.movers = threads("publish-move", transfers);
    }

    /** Does what keeps a processor busy, in the order in which it is handed in. */
    void work(Task task) {
        submit(workers, task);
    }

    /** Does what waits for a store. */
    void move(Task task) {
        submit(movers, task);
    }

    /**
     * Waits until no task is left.
     *
     * @throws CancelledException if the thread is interrupted
     */
    synchronized void await() {
        try {
            while (left > 0 && failure == null) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("cancelled", e);
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        stop();
        boolean interrupted = false;
        for (ExecutorService lane : new ExecutorService[] {workers, movers}) {
            try {
                lane.awaitTermination(END_WITHIN_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void submit(ExecutorService lane, Task task) {
        synchronized (this) {
            left++;
        }
        try {
            lane.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            // Something has failed, or the caller was interrupted: nothing begins any more.
            ended();
        }
    }

    private void run(Task task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            fail(e);
        } catch (IOException e) {
            fail(new WorkException(String.valueOf(e.getMessage()), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(new CancelledException("cancelled", e));
        } catch (Error e) {
            fail(new WorkException("cannot go on: " + e, e));
            throw e;
        } finally {
            ended();
        }
    }

    private void fail(RuntimeException reason) {
        synchronized (this) {
            if (failure != null) {
                return;
            }
            failure = reason;
            notifyAll();
        }
        stop();
    }

    private void stop() {
        workers.shutdownNow();
        movers.shutdownNow();
    }

    private synchronized void ended() {
        left--;
        notifyAll();
    }

    private static ExecutorService threads(String name, int count) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
