package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.layout.ArchiveBlob;
import io.jenkins.plugins.istioimages.layout.Compression;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Compresses each distinct layer once, whichever archives bring it at whatever time. A layer that comes by in a stream
 * is told by its print: the first of a print is compressed, the others are only hashed. A print that deceived shows in
 * the diff id; such a layer is compressed when it is asked for, from its archive.
 */
final class LayerShop {
    /** In the cache, for layers that an archive has compressed already. */
    private static final String AS_IT_IS = "as-it-is";

    private final Compressor compressor;
    private final LayerPress press;
    private final PublishCache cache;
    private final ConcurrentMap<LayerPrint, CompletableFuture<LayerBytes>> claims = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CompletableFuture<LayerBytes>> made = new ConcurrentHashMap<>();
    private final AtomicInteger compressed = new AtomicInteger();

    /** @param directory for compressed layers; the caller removes it */
    LayerShop(Path directory, Compressor compressor, PublishCache cache) {
        this.compressor = compressor;
        this.press = new LayerPress(directory, compressor);
        this.cache = cache;
    }

    /** A layer that came by: what it was, and how it is called among the prints. */
    record Taken(Digest diffId, LayerPrint print) {}

    /** How often a layer was compressed. */
    int compressed() {
        return compressed.get();
    }

    /** Reads a layer to its end. */
    Taken take(ArchiveBlob blob, InputStream content) throws IOException {
        byte[] start = content.readNBytes(LayerPrint.LENGTH);
        LayerPrint print = LayerPrint.of(blob.size(), start);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), content);
        CompletableFuture<LayerBytes> mine = new CompletableFuture<>();
        if (cache.layer(key(blob), print).isPresent() || claims.putIfAbsent(print, mine) != null) {
            return new Taken(LayerPress.diffId(whole, blob.compression()), print);
        }
        LayerBytes layer = press(blob, whole, print, mine);
        return new Taken(layer.diffId(), print);
    }

    /** What earlier runs or this one made of a layer; empty where nobody has. */
    Optional<LayerBytes> known(Compression compression, Digest diffId) {
        return cache.layer(compression == Compression.NONE ? compressor.id() : AS_IT_IS, diffId);
    }

    /**
     * A layer that was taken, as it is pushed; waits where another archive's thread compresses it.
     *
     * @param reopen the layer's bytes again, for the case that its print deceived
     */
    LayerBytes get(ArchiveBlob blob, Taken taken, Reopen reopen) throws IOException, InterruptedException {
        CompletableFuture<LayerBytes> claim = claims.get(taken.print());
        if (claim != null) {
            LayerBytes layer = await(claim);
            if (layer.diffId().equals(taken.diffId())) {
                return layer;
            }
        }
        Optional<LayerBytes> known = known(blob.compression(), taken.diffId());
        return known.isPresent() ? known.get() : make(blob, taken.diffId(), reopen);
    }

    /** A layer in a file, compressed again where only its digest is known: a registry has lost it, or never had it. */
    LayerBytes make(ArchiveBlob blob, Digest diffId, Reopen reopen) throws IOException, InterruptedException {
        CompletableFuture<LayerBytes> mine = new CompletableFuture<>();
        CompletableFuture<LayerBytes> other = made.putIfAbsent(key(blob) + diffId, mine);
        if (other != null) {
            return await(other);
        }
        try (InputStream content = reopen.open()) {
            byte[] start = content.readNBytes(LayerPrint.LENGTH);
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), content);
            return press(blob, whole, LayerPrint.of(blob.size(), start), mine);
        }
    }

    /** Opens a layer in its archive. */
    @FunctionalInterface
    interface Reopen {
        InputStream open() throws IOException;
    }

    private LayerBytes press(
            ArchiveBlob blob, InputStream content, LayerPrint print, CompletableFuture<LayerBytes> result)
            throws IOException {
        try {
            LayerBytes layer = press.press(content, blob.compression());
            compressed.addAndGet(blob.compression() == Compression.NONE ? 1 : 0);
            cache.store(key(blob), print, layer);
            result.complete(layer);
            return layer;
        } catch (IOException | RuntimeException e) {
            result.completeExceptionally(e);
            throw e;
        }
    }

    private String key(ArchiveBlob blob) {
        return blob.compression() == Compression.NONE ? compressor.id() : AS_IT_IS;
    }

    private static LayerBytes await(CompletableFuture<LayerBytes> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CancelledException cancelled
                    ? cancelled
                    : new WorkException(
                            "a layer that several archives share was not compressed: "
                                    + e.getCause().getMessage(),
                            e.getCause());
        }
    }
}
