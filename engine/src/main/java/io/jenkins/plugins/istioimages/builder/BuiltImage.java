package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An image of which all platforms were built; what it names is there until it was used.
 *
 * @param image what was built
 * @param archives directory with an archive for each platform
 * @param names what the platforms are called by the container program, under names that nobody else has
 */
public record BuiltImage(BuilderImage image, Path archives, SortedMap<Platform, String> names) {
    public BuiltImage {
        names = new TreeMap<>(names);
    }
}
