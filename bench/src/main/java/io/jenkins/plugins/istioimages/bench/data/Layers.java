package io.jenkins.plugins.istioimages.bench.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** All distinct layers of a data set, plain and gzip'd. */
final class Layers {
    private final Path root;
    private final long seed;
    private final List<LayerSpec> specs;

    Layers(Path root, long seed, List<LayerSpec> specs) {
        this.root = root;
        this.seed = seed;
        this.specs = List.copyOf(specs);
    }

    /** Plain tars by the ids of their specs. */
    Map<String, LayerFile> plain() throws IOException {
        return make("layers", (directory, layer) -> new LayerWriter(directory, seed).write(layer));
    }

    /** The same as gzip. */
    Map<String, LayerFile> compressed() throws IOException {
        Map<String, LayerFile> plain = plain();
        return make(
                "layers-gz", (directory, layer) -> new LayerWriter(directory, seed).compress(plain.get(layer.id())));
    }

    /** Makes one layer. */
    private interface Maker {
        LayerFile make(Path directory, LayerSpec layer) throws IOException;
    }

    private Map<String, LayerFile> make(String name, Maker maker) throws IOException {
        Path target = Part.make(root.resolve(name), directory -> {
            Map<String, LayerFile> made = new ConcurrentSkipListMap<>();
            specs.parallelStream().forEach(layer -> {
                try {
                    made.put(layer.id(), maker.make(directory, layer));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            LayerIndex.write(directory, made);
        });
        return LayerIndex.read(target);
    }
}
