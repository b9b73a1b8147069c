package io.jenkins.plugins.istioimages.catalog;

import java.util.Optional;

/**
 * Choices of the renderings that deploy one variant of each image.
 *
 * @param variant to deploy; empty means of each image the one that has the bare version as a tag
 * @param upstreamHub hub that stands before image names in what is deployed, for renderings that replace names
 */
public record RenderOptions(Optional<String> variant, String upstreamHub) {
    /** Where Istio's own charts of 1.14 have their images from. */
    public static final RenderOptions DEFAULT = new RenderOptions(Optional.empty(), "docker.io/istio");

    public RenderOptions withVariant(String chosen) {
        return new RenderOptions(Optional.of(chosen), upstreamHub);
    }

    public RenderOptions withUpstreamHub(String hub) {
        return new RenderOptions(variant, hub);
    }
}
