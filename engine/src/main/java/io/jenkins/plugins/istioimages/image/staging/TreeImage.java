package io.jenkins.plugins.istioimages.image.staging;

import io.jenkins.plugins.istioimages.image.ImageRequest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One image of one variant that a tree makes for one platform.
 *
 * @param name of the image
 * @param variant for example {@code debug}; {@code default} only where debug was not asked for
 * @param platform wanted
 * @param dockerfile file of the tree
 * @param buildArgs for its ARG instructions
 * @param files that its build context is made of, targets of make included
 */
public record TreeImage(
        String name,
        String variant,
        Platform platform,
        Path dockerfile,
        Map<String, String> buildArgs,
        List<StagedFile> files) {
    public TreeImage {
        buildArgs = Map.copyOf(buildArgs);
        files = List.copyOf(files);
    }

    /**
     * The request for the native builder, after make made the targets. The build context is a mapping: nothing is copied.
     *
     * @param repository where the image goes
     * @param created commit time of the source
     * @throws io.jenkins.plugins.istioimages.errors.WorkException if a file is not there
     * @throws io.jenkins.plugins.istioimages.image.binary.BinaryCheck.WrongArchitectureException if a binary that was made
     *     for this platform is for another
     */
    public ImageRequest request(Repository repository, Instant created) {
        return new ImageRequest(
                dockerfile, StagedContext.of(dockerfile, files, platform), platform, buildArgs, repository, created);
    }
}
