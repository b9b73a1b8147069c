package io.jenkins.plugins.istioimages.image;

import io.jenkins.plugins.istioimages.image.tree.BuildContext;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * One image for one platform.
 *
 * @param dockerfile the Dockerfile; named in errors
 * @param context what COPY and ADD read from: a directory, or files under names of their own
 * @param platform wanted; TARGETPLATFORM, TARGETOS, TARGETARCH and TARGETVARIANT follow from it
 * @param buildArgs values of ARG instructions
 * @param repository where the image goes
 * @param created time of every entry and of the image: the commit time of the source
 */
public record ImageRequest(
        Path dockerfile,
        BuildContext context,
        Platform platform,
        Map<String, String> buildArgs,
        Repository repository,
        Instant created) {
    public ImageRequest {
        buildArgs = Map.copyOf(buildArgs);
    }
}
