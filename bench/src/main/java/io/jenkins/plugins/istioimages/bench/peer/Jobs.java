package io.jenkins.plugins.istioimages.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Works off a file of tab-separated lines, two at a time. A job that fails is done again, as a user would: while two jobs
 * store one layer, docker-registry answers 500 for a moment, which not every peer bears.
 */
final class Jobs {
    private static final int PARALLEL = 2;
    private static final int TRIES = 3;

    private Jobs() {}

    /** Makes the work of one line. */
    interface Maker {
        Callable<?> job(String[] fields);
    }

    static void run(Path file, Maker maker) throws IOException, InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                all.add(threads.submit(patiently(maker.job(line.split("\t", -1)))));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<?> patiently(Callable<?> job) {
        return () -> {
            for (int left = TRIES - 1; left > 0; left--) {
                try {
                    return job.call();
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    System.err.println("done again after " + e);
                }
            }
            return job.call();
        };
    }
}
