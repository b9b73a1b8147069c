package io.jenkins.plugins.istioimages.bench.data;

import java.util.ArrayList;
import java.util.List;

/**
 * One image for one platform, as one archive holds it.
 *
 * @param name last component of the repository
 * @param variant empty, or {@code distroless}
 * @param machine its platform
 * @param layers base first
 */
record ImageSpec(String name, String variant, Machine machine, List<LayerSpec> layers) {
    ImageSpec {
        layers = List.copyOf(layers);
    }

    /** The tag that users see, the same for all platforms: {@code 1.14.5-distroless}. */
    String tag(String version) {
        return version + (variant.isEmpty() ? "" : "-" + variant);
    }

    /** File name without its extension, by release-builder's rule: {@code pilot-distroless-arm64}. */
    String fileName() {
        return name + (variant.isEmpty() ? "" : "-" + variant) + machine.suffix();
    }

    /** The same image with its largest layer changed. */
    ImageSpec changed() {
        int largest = 0;
        for (int i = 0; i < layers.size(); i++) {
            if (size(layers.get(i)) > size(layers.get(largest))) {
                largest = i;
            }
        }
        List<LayerSpec> changed = new ArrayList<>(layers);
        changed.set(largest, layers.get(largest).changed());
        return new ImageSpec(name, variant, machine, changed);
    }

    private static long size(LayerSpec layer) {
        return layer.files().stream().mapToLong(FileSpec::size).sum();
    }
}
