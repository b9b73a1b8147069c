package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Where a build puts its images and where it finds those that they stand on.
 *
 * @param store gets the images
 * @param bases stores that base images are looked for in, in order
 * @param hub registry and path of the images; empty means the manifest's
 */
record Staging(ImageStore store, List<ImageStore> bases, String hub) implements AutoCloseable {
    @Override
    public void close() {
        LinkedHashSet<ImageStore> all = new LinkedHashSet<>(bases);
        all.add(store);
        all.forEach(ImageStore::close);
    }
}
