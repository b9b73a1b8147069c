package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.publish.ArchivedImage.ComingLayer;
import java.util.List;

/**
 * An image of an archive that is in the registries, under its digest and no tag.
 *
 * @param platform from its config
 * @param manifest of it
 * @param layers base first
 * @param size bytes of manifest, config and layers together
 */
public record PlacedImage(Platform platform, Descriptor manifest, List<Descriptor> layers, long size) {
    public PlacedImage {
        layers = List.copyOf(layers);
    }

    static PlacedImage of(ArchivedImage image) {
        Descriptor manifest = image.manifest().descriptor();
        List<Descriptor> layers =
                image.layers().stream().map(ComingLayer::descriptor).toList();
        long size = manifest.size()
                + image.config().descriptor().size()
                + layers.stream().mapToLong(Descriptor::size).sum();
        return new PlacedImage(image.platform(), manifest, layers, size);
    }
}
