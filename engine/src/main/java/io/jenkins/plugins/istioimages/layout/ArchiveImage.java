package io.jenkins.plugins.istioimages.layout;

import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.store.BlobSource;
import java.util.List;

/**
 * An image of one platform in an archive.
 *
 * @param names RepoTags or ref names, as they stand
 * @param config the bytes of its configuration
 * @param settings the same, read: its platform and diff ids
 * @param layers base first
 */
public record ArchiveImage(List<String> names, BlobSource config, ImageConfig settings, List<ArchiveLayer> layers) {
    public ArchiveImage {
        names = List.copyOf(names);
        layers = List.copyOf(layers);
    }
}
