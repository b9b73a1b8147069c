package io.jenkins.plugins.istioimages.plan;

import java.io.Serializable;

/**
 * An image that a stage makes.
 *
 * @param image name, for example {@code pilot}
 * @param variant for example {@code distroless}
 */
public record StageOutput(String image, String variant) implements Serializable, Comparable<StageOutput> {
    @Override
    public int compareTo(StageOutput other) {
        int byImage = image.compareTo(other.image);
        return byImage != 0 ? byImage : variant.compareTo(other.variant);
    }

    @Override
    public String toString() {
        return image + " (" + variant + ")";
    }
}
