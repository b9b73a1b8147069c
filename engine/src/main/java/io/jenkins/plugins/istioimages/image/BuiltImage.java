package io.jenkins.plugins.istioimages.image;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.List;

/**
 * An image that was made and pushed by digest, untagged.
 *
 * @param platform from its config
 * @param manifest descriptor of its manifest
 * @param config descriptor of its configuration
 * @param layers base first
 */
public record BuiltImage(Platform platform, Descriptor manifest, Descriptor config, List<Descriptor> layers) {
    public BuiltImage {
        layers = List.copyOf(layers);
    }

    /** Bytes of manifest, config and layers together, as a registry holds them. */
    public long size() {
        return manifest.size()
                + config.size()
                + layers.stream().mapToLong(Descriptor::size).sum();
    }
}
