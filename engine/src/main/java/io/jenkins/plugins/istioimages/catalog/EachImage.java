package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Looks at some images at once: most of the time goes by waiting for a registry. */
final class EachImage {
    /** As many as a registry bears from one client without slowing it down. */
    private static final int AT_ONCE = 6;

    private EachImage() {}

    /**
     * What a function says of each image, in the order of the images.
     *
     * @throws CancelledException if the thread is interrupted; nothing goes on then
     */
    static <T> List<T> of(List<CatalogImage> images, Function<CatalogImage, T> look) {
        if (images.isEmpty()) {
            return List.of();
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(AT_ONCE, images.size()), task -> {
            Thread thread = new Thread(task, "verify");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<T>> futures = new ArrayList<>();
            images.forEach(image -> futures.add(pool.submit(() -> look.apply(image))));
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(result(future));
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("cancelled while images were verified", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("the function throws nothing checked", e);
        }
    }
}
