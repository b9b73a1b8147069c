package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.catalog.contents.LayerContents;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Layers as they were read: one that several images share is read once. */
final class StagedLayers {
    /**
     * A layer.
     *
     * @param diffId digest of what is in it, uncompressed
     */
    record Layer(Digest diffId, LayerContents contents) {}

    /** Reads a layer. */
    @FunctionalInterface
    interface Reader {
        Layer read() throws IOException;
    }

    private final Map<Digest, Layer> layers = new ConcurrentHashMap<>();
    private final Map<Digest, Object> turns = new ConcurrentHashMap<>();

    /** What was read of this digest before, else what the reader reads now. */
    Layer get(Digest digest, Reader reader) throws IOException {
        synchronized (turns.computeIfAbsent(digest, any -> new Object())) {
            Layer layer = layers.get(digest);
            if (layer == null) {
                layer = reader.read();
                layers.put(digest, layer);
            }
            return layer;
        }
    }
}
