package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.catalog.contents.ImageContents;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageConfig;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.List;
import java.util.Optional;

/**
 * An image of one platform in a release.
 *
 * @param where names it in findings
 * @param name what its place calls it
 * @param tags that it has there, without what stands before the colon
 * @param platform that its configuration says
 * @param config its configuration
 * @param configDigest digest of that
 * @param digest of its manifest as it stands
 * @param contents what is in it
 * @param damage what of its layers is not as its configuration says
 */
public record ImageFile(
        String where,
        ImageName name,
        List<String> tags,
        Platform platform,
        ImageConfig config,
        Digest configDigest,
        Digest digest,
        ImageContents contents,
        List<String> damage) {
    public ImageFile {
        tags = List.copyOf(tags);
        damage = List.copyOf(damage);
    }

    /** The value of a variable of its environment. */
    public Optional<String> variable(String variable) {
        String prefix = variable + "=";
        return config.env().stream()
                .filter(entry -> entry.startsWith(prefix))
                .map(entry -> entry.substring(prefix.length()))
                .reduce((first, second) -> second);
    }
}
