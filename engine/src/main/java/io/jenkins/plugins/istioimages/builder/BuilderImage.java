package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Path;
import java.util.List;

/**
 * A builder image that a directory has a Dockerfile for.
 *
 * @param name of the image, for example {@code maistra-builder}
 * @param version that is its moving tag, for example {@code 3.0} or {@code main}
 * @param dockerfile {@code NAME_VERSION.Dockerfile}, or one that several images are stages of
 * @param platforms to build it for, sorted; none if it is for others than those that were asked for
 * @param recipe what the Dockerfile is built with
 */
public record BuilderImage(
        String name, String version, Path dockerfile, List<Platform> platforms, BuilderRecipe recipe) {
    public BuilderImage {
        platforms = platforms.stream().distinct().sorted().toList();
    }

    /** An image of a Dockerfile as it is. */
    public BuilderImage(String name, String version, Path dockerfile, List<Platform> platforms) {
        this(name, version, dockerfile, platforms, BuilderRecipe.PLAIN);
    }

    /** {@code NAME:VERSION}. */
    public String label() {
        return name + ":" + version;
    }

    BuilderImage on(List<Platform> others) {
        return new BuilderImage(name, version, dockerfile, others, recipe);
    }
}
