package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.Serializable;
import java.util.List;

/**
 * An image that the source has and the release will not: nobody named it, and the native image builder cannot make it.
 *
 * @param image name, for example {@code app}
 * @param variants that are left out
 * @param platforms that it is left out for
 * @param at file, line and column of what is in the way
 * @param reason what is in the way, in words
 * @param ownPlatformOnly whether only a machine of the image's platform can make it, with any image builder
 */
public record SkippedImage(
        String image,
        List<String> variants,
        List<Platform> platforms,
        String at,
        String reason,
        boolean ownPlatformOnly)
        implements Serializable {
    public SkippedImage {
        variants = List.copyOf(variants);
        platforms = List.copyOf(platforms);
    }

    /** What would make it. */
    public String remedy() {
        return "--image-builder docker" + (ownPlatformOnly ? ", on a machine of the image's platform" : "");
    }
}
