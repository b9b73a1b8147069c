package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Path;
import java.util.List;

/**
 * A builder image that a directory has a Dockerfile for.
 *
 * @param name of the image, for example {@code maistra-builder}
 * @param version that is its moving tag, for example {@code 3.0} or {@code main}
 * @param dockerfile {@code NAME_VERSION.Dockerfile}
 * @param platforms to build it for, sorted; at least one
 */
public record BuilderImage(String name, String version, Path dockerfile, List<Platform> platforms) {
    public BuilderImage {
        platforms = platforms.stream().distinct().sorted().toList();
    }

    /** {@code NAME:VERSION}. */
    public String label() {
        return name + ":" + version;
    }

    BuilderImage on(List<Platform> others) {
        return new BuilderImage(name, version, dockerfile, others);
    }
}
