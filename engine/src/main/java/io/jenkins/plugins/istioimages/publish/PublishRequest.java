package io.jenkins.plugins.istioimages.publish;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Archives to publish and where to.
 *
 * @param directory with docker-archives, as {@code make docker.save} leaves them
 * @param hubs each image goes below each of them: {@code ghcr.io/resf/istio} gets {@code ghcr.io/resf/istio/pilot}
 * @param tags instead of the version that stands in the archives; the variant's suffix is added
 * @param variants suffixes that tell variants of one image
 * @param defaultVariant whose image gets the tag without suffix, where no archive claims that; istio's is debug
 * @param parallel layers to compress at a time
 */
public record PublishRequest(
        Path directory,
        List<Repository> hubs,
        List<String> tags,
        List<String> variants,
        Optional<String> defaultVariant,
        int parallel) {
    private static final String DEBUG = "debug";
    private static final String DISTROLESS = "distroless";

    public PublishRequest {
        hubs = List.copyOf(hubs);
        tags = List.copyOf(tags);
        variants = List.copyOf(variants);
        if (hubs.isEmpty()) {
            throw new InputException("say at least one hub to publish to, like ghcr.io/resf/istio");
        }
        if (parallel < 1) {
            throw new InputException("at least one layer at a time is compressed, not " + parallel);
        }
        tags.forEach(PublishRequest::checkTag);
    }

    /** With istio's variants and its default, on all cores. */
    public static PublishRequest of(Path directory, List<Repository> hubs, List<String> tags) {
        return new PublishRequest(
                directory,
                hubs,
                tags,
                List.of(DISTROLESS, DEBUG),
                Optional.of(DEBUG),
                Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    /** With another number of tasks at a time. */
    public PublishRequest withParallel(int tasks) {
        return new PublishRequest(directory, hubs, tags, variants, defaultVariant, tasks);
    }

    private static void checkTag(String tag) {
        Reference.checkTag(tag);
        if (tag.matches("[vV][0-9].*")) {
            throw new InputException("tag '" + tag + "' has a leading v: images are tagged '" + tag.substring(1) + "'");
        }
    }
}
