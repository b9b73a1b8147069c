package io.jenkins.plugins.istioimages.bench.peer;

import io.jenkins.plugins.istioimages.oci.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import land.oras.Config;
import land.oras.ContainerRef;
import land.oras.Index;
import land.oras.Layer;
import land.oras.Manifest;
import land.oras.ManifestDescriptor;
import land.oras.Platform;
import land.oras.Registry;

/**
 * Pushes docker-archives with oras-java. Arguments: a working directory, the jobs (archive, repository, tag,
 * architecture).
 */
public final class OrasPublish {
    private final Registry registry = Registry.builder().insecure().build();
    private final UnpackedLayers layers;
    private final Map<String, List<ManifestDescriptor>> platforms = new ConcurrentSkipListMap<>();

    private OrasPublish(Path directory) {
        this.layers = new UnpackedLayers(directory);
    }

    public static void main(String[] args) throws Exception {
        OrasPublish publish = new OrasPublish(Path.of(args[0]));
        Jobs.run(Path.of(args[1]), fields -> () -> {
            publish.push(Path.of(fields[0]), fields[1] + ":" + fields[2], fields[3]);
            return null;
        });
        publish.platforms.forEach((reference, children) ->
                publish.registry.pushIndex(ContainerRef.parse(reference), Index.fromManifests(children)));
        System.exit(0);
    }

    private void push(Path archive, String reference, String architecture) throws Exception {
        UnpackedImage image = layers.unpack(archive);
        ContainerRef target = ContainerRef.parse(reference + "-" + architecture);
        List<Layer> pushed = new ArrayList<>();
        for (Path layer : image.layers()) {
            pushed.add(registry.pushBlob(target, layer).withMediaType(MediaTypes.OCI_LAYER_GZIP));
        }
        Config config = Config.fromBlob(
                MediaTypes.OCI_CONFIG, registry.pushBlob(target, image.config().getBytes(StandardCharsets.UTF_8)));
        Manifest stored = registry.pushManifest(
                target, Manifest.empty().withConfig(config).withLayers(pushed));
        platforms
                .computeIfAbsent(reference, key -> Collections.synchronizedList(new ArrayList<>()))
                .add(stored.getDescriptor().withPlatform(Platform.of("linux", architecture)));
    }
}
