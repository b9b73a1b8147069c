package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.layout.ArchiveBlob;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.store.BlobSource;
import java.nio.file.Path;
import java.util.List;

/**
 * An image of an archive, ready to be pushed.
 *
 * @param file it comes from
 * @param names of its archive, taken apart
 * @param platform from its config
 * @param config the bytes
 * @param layers base first
 */
record ArchivedImage(
        Path file, List<ArchiveName> names, Platform platform, BlobSource config, List<ArchivedLayer> layers) {
    ArchivedImage {
        names = List.copyOf(names);
        layers = List.copyOf(layers);
    }

    /** A layer with the place where it stands in the archive. */
    record ArchivedLayer(ArchiveBlob blob, Digest diffId, LayerBytes bytes) {}

    ManifestContent manifest() {
        List<Descriptor> descriptors =
                layers.stream().map(layer -> layer.bytes().descriptor()).toList();
        return ImageManifest.of(MediaTypes.OCI_MANIFEST, config.descriptor(), descriptors)
                .content();
    }
}
