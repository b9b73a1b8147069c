package io.jenkins.plugins.istioimages.envoy;

import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * Wasm extensions for a platform whose Envoy was compiled, which makes none: those of another platform of the same image,
 * as resf/istio took them.
 */
public final class EnvoyExtensions {
    private final List<ImageStore> stores;
    private final EnvoyImages images;

    /** @param stores asked in order, as the images are looked for */
    public EnvoyExtensions(List<ImageStore> stores, EnvoyImages images) {
        this.stores = List.copyOf(stores);
        this.images = images;
    }

    /** The first that a platform has; empty if none has any. */
    SortedMap<String, Path> of(String reference, Path directory) {
        for (Platform platform : platforms(Reference.parse(reference))) {
            SortedMap<String, Path> found = images.extensions(images.find(reference, platform), directory);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return Collections.emptySortedMap();
    }

    private List<Platform> platforms(Reference reference) {
        for (ImageStore store : stores) {
            if (store.resolve(reference).isPresent()) {
                return store.manifest(reference).parse() instanceof ImageIndex index
                        ? index.manifests().stream()
                                .flatMap(child -> child.platform().stream())
                                .filter(platform -> platform.os().equals("linux"))
                                .toList()
                        : List.of();
            }
        }
        return List.of();
    }
}
