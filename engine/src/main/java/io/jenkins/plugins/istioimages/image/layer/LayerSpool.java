package io.jenkins.plugins.istioimages.image.layer;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;

/**
 * Writes layers into a directory, each distinct one once, whichever threads ask for it: those that come while it is
 * written wait for it. The files stay until {@link #close()}.
 */
public final class LayerSpool implements AutoCloseable {
    private final Path directory;
    private final LayerWriter writer;
    private final ConcurrentMap<LayerKey, CompletableFuture<SpooledLayer>> layers = new ConcurrentHashMap<>();

    /** @param directory for temporary files; made if it is not there */
    public LayerSpool(Path directory, Compressor compressor) {
        this.directory = directory;
        this.writer = new LayerWriter(compressor);
    }

    /**
     * The layer, written now or before.
     *
     * @throws WorkException if a file cannot be read or the disk is full
     * @throws CancelledException if the thread is interrupted
     */
    public SpooledLayer layer(LayerSpec spec) {
        try {
            LayerKey key = LayerKey.of(spec);
            CompletableFuture<SpooledLayer> mine = new CompletableFuture<>();
            CompletableFuture<SpooledLayer> other = layers.putIfAbsent(key, mine);
            return other == null ? write(key, spec, mine) : await(spec, other);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private SpooledLayer write(LayerKey key, LayerSpec spec, CompletableFuture<SpooledLayer> result)
            throws IOException {
        try {
            Files.createDirectories(directory);
            Path file = Files.createTempFile(directory, "layer-", ".tmp");
            try {
                SpooledLayer layer = writer.write(spec, file);
                result.complete(layer);
                return layer;
            } finally {
                if (!result.isDone()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            // Who asks next tries again: the failure may have been this thread's cancellation.
            layers.remove(key, result);
            result.completeExceptionally(e);
            throw e;
        }
    }

    private SpooledLayer await(LayerSpec spec, CompletableFuture<SpooledLayer> other) {
        try {
            return other.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("cancelled while a layer was written", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CancelledException) {
                return layer(spec);
            }
            throw failed(e.getCause());
        }
    }

    private EngineException failed(Throwable cause) {
        if (cause instanceof EngineException known) {
            return known;
        }
        if (cause instanceof ClosedByInterruptException) {
            Thread.currentThread().interrupt();
            return new CancelledException("cancelled while a layer was written", cause);
        }
        return new WorkException("cannot write a layer in " + directory + ": " + cause.getMessage(), cause);
    }

    /** Removes the files. */
    @Override
    public void close() {
        layers.values().stream()
                .filter(CompletableFuture::isDone)
                .filter(future -> !future.isCompletedExceptionally())
                .map(CompletableFuture::join)
                .forEach(LayerSpool::delete);
        layers.clear();
    }

    private static void delete(SpooledLayer layer) {
        try {
            Files.deleteIfExists(layer.file());
        } catch (IOException e) {
            // A temporary file that stays behind harms nobody; the result does not depend on it.
            return;
        }
    }
}
