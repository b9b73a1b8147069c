package io.jenkins.plugins.istioimages.bench.data;

import java.nio.file.Path;
import java.util.List;

/**
 * An OCI image layout.
 *
 * @param path its directory
 * @param images the indexes in it
 */
public record LayoutDirectory(Path path, List<LayoutImage> images) {
    public LayoutDirectory {
        images = List.copyOf(images);
    }

    /** Names of the repositories, each once. */
    public List<String> names() {
        return images.stream().map(LayoutImage::name).distinct().toList();
    }
}
