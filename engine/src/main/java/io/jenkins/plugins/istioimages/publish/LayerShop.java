package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.layout.ArchiveBlob;
import io.jenkins.plugins.istioimages.layout.ArchiveSource;
import io.jenkins.plugins.istioimages.layout.Compression;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/**
 * Makes of each distinct layer, once, what is pushed, whichever archives bring it at whatever time. Layers are told by
 * their diff ids where those are known before; in an archive that must be read from its beginning they come by unknown,
 * and are told by their prints: the first of a print is compressed, the others are only hashed. A print that deceived
 * shows in the diff id; such a layer is made when it is asked for, from its archive.
 *
 * <p>A layer that cannot be made fails its task, and so the run: no future of this class ends in an exception.
 */
final class LayerShop {
    private final LayerPress press;
    private final PublishCache cache;
    private final Lanes lanes;
    private final PublishListener listener;
    private final ConcurrentMap<LayerPrint, CompletableFuture<LayerBytes>> claims = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, CompletableFuture<LayerBytes>> layers = new ConcurrentHashMap<>();
    private final AtomicInteger compressed = new AtomicInteger();

    LayerShop(LayerPress press, PublishCache cache, Lanes lanes, PublishListener listener) {
        this.press = press;
        this.cache = cache;
        this.lanes = lanes;
        this.listener = listener;
    }

    /** A layer that came by in a stream: what it was, and who makes it, unless an earlier run did. */
    record Taken(Digest diffId, Optional<CompletableFuture<LayerBytes>> maker) {}

    /** How often a layer was compressed. */
    int compressed() {
        return compressed.get();
    }

    /** Whether an earlier run made it. */
    boolean isKnown(Compression compression, Digest diffId) {
        return cache.layer(press.form(compression), diffId).isPresent();
    }

    /** A layer as it is pushed, perhaps without its content if an earlier run made it; now or later. */
    CompletableFuture<LayerBytes> layer(ArchivedLayer layer) {
        CompletableFuture<LayerBytes> made = layers.get(key(layer));
        if (made != null) {
            return made;
        }
        Optional<LayerBytes> known = cache.layer(press.form(layer.blob().compression()), layer.diffId());
        known.ifPresent(bytes -> listener.layerReady(bytes.diffId(), bytes.descriptor()));
        return known.map(CompletableFuture::completedFuture).orElseGet(() -> content(layer));
    }

    /** Has a layer made that nobody has made yet. */
    void prepare(ArchivedLayer layer) {
        if (!isKnown(layer.blob().compression(), layer.diffId())) {
            begin(layer);
        }
    }

    /** The same of a layer that was taken from a stream. */
    CompletableFuture<LayerBytes> layer(ArchivedLayer layer, Taken taken) {
        return taken.maker().isEmpty() ? layer(layer) : taken.maker().get().thenCompose(made -> layer(layer));
    }

    /** A layer with its content, which is made from its archive where nobody has it. */
    CompletableFuture<LayerBytes> content(ArchivedLayer layer) {
        begin(layer);
        return layers.get(key(layer));
    }

    /** Has the content of several layers of one archive made, in one pass where they can only be reached by reading. */
    void contents(Collection<ArchivedLayer> wanted) {
        Map<String, ArchivedLayer> inStream = new HashMap<>();
        for (ArchivedLayer layer : wanted) {
            if (layer.seekable()) {
                begin(layer);
            } else if (layers.putIfAbsent(key(layer), new CompletableFuture<>()) == null) {
                inStream.put(layer.blob().path(), layer);
            }
        }
        if (!inStream.isEmpty()) {
            lanes.work(() -> makeInOnePass(inStream));
        }
    }

    /** Reads a layer in a stream to its end. */
    Taken take(ArchiveBlob blob, InputStream content) throws IOException {
        byte[] start = content.readNBytes(LayerPrint.LENGTH);
        LayerPrint print = LayerPrint.of(blob.size(), start);
        InputStream whole = whole(start, content);
        String form = press.form(blob.compression());
        if (cache.layer(form, print).isPresent()) {
            return new Taken(LayerPress.diffId(whole, blob.compression(), n -> {}), Optional.empty());
        }
        CompletableFuture<LayerBytes> mine = new CompletableFuture<>();
        CompletableFuture<LayerBytes> other = claims.putIfAbsent(print, mine);
        if (other != null) {
            return new Taken(LayerPress.diffId(whole, blob.compression(), n -> {}), Optional.of(other));
        }
        LayerBytes bytes = press(blob, whole, n -> {});
        cache.store(form, bytes);
        cache.store(form, print, bytes);
        layers.putIfAbsent(form + bytes.diffId(), CompletableFuture.completedFuture(bytes));
        listener.layerReady(bytes.diffId(), bytes.descriptor());
        mine.complete(bytes);
        return new Taken(bytes.diffId(), Optional.of(mine));
    }

    private void begin(ArchivedLayer layer) {
        CompletableFuture<LayerBytes> mine = new CompletableFuture<>();
        if (layers.putIfAbsent(key(layer), mine) == null) {
            lanes.work(() -> make(layer, mine));
        }
    }

    private void makeInOnePass(Map<String, ArchivedLayer> byPath) {
        Map<String, ArchivedLayer> left = new HashMap<>(byPath);
        Path archive = left.values().iterator().next().archive();
        ArchiveSource.read(archive, (blob, content) -> {
            ArchivedLayer layer = left.remove(blob.path());
            if (layer != null) {
                finish(layer, press(blob, content, layer.diffId()), layers.get(key(layer)));
            }
        });
        if (!left.isEmpty()) {
            throw new StoreException("image archive " + archive + " has changed while it was read: " + left.keySet()
                    + " is not in it any more");
        }
    }

    private void make(ArchivedLayer layer, CompletableFuture<LayerBytes> result) throws IOException {
        ArchiveBlob blob = layer.blob();
        if (layer.seekable() && blob.compression() != Compression.NONE) {
            LongConsumer progress = count -> listener.layerRead(layer.diffId(), count);
            finish(layer, press.examine(layer::open, blob.compression(), progress), result);
            return;
        }
        try (InputStream content = layer.open()) {
            byte[] start = content.readNBytes(LayerPrint.LENGTH);
            LayerPrint print = LayerPrint.of(blob.size(), start);
            CompletableFuture<LayerBytes> mine = new CompletableFuture<>();
            CompletableFuture<LayerBytes> other = claims.putIfAbsent(print, mine);
            if (other != null) {
                Futures.then(other, made -> adopt(layer, made, result));
                return;
            }
            LayerBytes bytes = press(blob, whole(start, content), layer.diffId());
            finish(layer, bytes, result);
            cache.store(press.form(blob.compression()), print, bytes);
            mine.complete(bytes);
        }
    }

    /** Takes what another made of a layer of the same print, if it is the same layer. */
    private void adopt(ArchivedLayer layer, LayerBytes made, CompletableFuture<LayerBytes> result) {
        if (made.diffId().equals(layer.diffId())) {
            result.complete(made);
        } else {
            lanes.work(() -> {
                try (InputStream content = layer.open()) {
                    finish(layer, press(layer.blob(), content, layer.diffId()), result);
                }
            });
        }
    }

    private LayerBytes press(ArchiveBlob blob, InputStream content, Digest diffId) throws IOException {
        return press(blob, content, count -> listener.layerRead(diffId, count));
    }

    private LayerBytes press(ArchiveBlob blob, InputStream content, LongConsumer progress) throws IOException {
        compressed.addAndGet(blob.compression() == Compression.NONE ? 1 : 0);
        return press.press(content, blob.compression(), progress);
    }

    private void finish(ArchivedLayer layer, LayerBytes bytes, CompletableFuture<LayerBytes> result) {
        if (!bytes.diffId().equals(layer.diffId())) {
            throw damaged(layer, bytes.diffId());
        }
        cache.store(press.form(layer.blob().compression()), bytes);
        listener.layerReady(bytes.diffId(), bytes.descriptor());
        result.complete(bytes);
    }

    static StoreException damaged(ArchivedLayer layer, Digest actual) {
        return new StoreException("image archive " + layer.archive() + " is damaged: its layer "
                + layer.blob().path() + " should have the diff id " + layer.diffId() + ", it has " + actual);
    }

    private static InputStream whole(byte[] start, InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(start), rest);
    }

    private String key(ArchivedLayer layer) {
        return press.form(layer.blob().compression()) + layer.diffId();
    }
}
