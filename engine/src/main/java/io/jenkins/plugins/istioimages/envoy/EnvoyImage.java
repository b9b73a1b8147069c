package io.jenkins.plugins.istioimages.envoy;

import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.util.List;

/**
 * Envoy of one platform in the staging store.
 *
 * @param platform that it runs on
 * @param version what it says of itself
 * @param origin {@code compiled}, or the image that it was taken out of, by digest
 * @param patches names of those that it was compiled with
 * @param image that holds it, by digest
 */
public record EnvoyImage(
        Platform platform, EnvoyVersion version, String origin, List<String> patches, Reference image) {
    public EnvoyImage {
        patches = List.copyOf(patches);
    }

    /** Whether it was compiled for this. */
    public boolean isCompiled() {
        return origin.equals(EnvoyLabels.COMPILED);
    }
}
