package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One image of one platform as a stage made it: pushed by digest, untagged.
 *
 * @param name of the image, for example {@code pilot}
 * @param variant for example {@code distroless}
 * @param repository where it was pushed
 * @param platform from the image config, never from a name
 * @param manifest descriptor of the image manifest
 * @param size bytes of manifest, config and layers together
 * @param layers base first
 * @param sources commit by dependency name
 * @param stage id of the stage that made it
 */
public record ImageRecord(
        String name,
        String variant,
        Repository repository,
        Platform platform,
        Descriptor manifest,
        long size,
        List<Descriptor> layers,
        SortedMap<String, String> sources,
        String stage) {
    public ImageRecord {
        layers = List.copyOf(layers);
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    }
}
