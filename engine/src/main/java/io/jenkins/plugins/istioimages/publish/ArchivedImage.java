package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.store.BlobSource;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An image of an archive on its way.
 *
 * @param file it comes from
 * @param names of its archive, taken apart
 * @param platform from its config
 * @param config the bytes
 * @param layers base first
 */
record ArchivedImage(
        Path file, List<ArchiveName> names, Platform platform, BlobSource config, List<ComingLayer> layers) {
    ArchivedImage {
        names = List.copyOf(names);
        layers = List.copyOf(layers);
    }

    /** A layer and, some time, what is pushed for it. */
    record ComingLayer(ArchivedLayer layer, CompletableFuture<LayerBytes> bytes) {
        /** @throws java.util.concurrent.CompletionException never: a layer that cannot be made ends the whole run */
        Descriptor descriptor() {
            return bytes.join().descriptor();
        }
    }

    /** What users call it: the first of its names, and its platform. */
    String label() {
        return names.get(0).label() + " " + platform;
    }

    /** The manifest, once all layers are there. */
    ManifestContent manifest() {
        List<Descriptor> descriptors =
                layers.stream().map(ComingLayer::descriptor).toList();
        return ImageManifest.of(MediaTypes.OCI_MANIFEST, config.descriptor(), descriptors)
                .content();
    }
}
