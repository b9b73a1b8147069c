package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.List;
import java.util.Optional;

/**
 * Where the Wasm extensions of a release come from. They run on every platform, and upstream compiles them on amd64 alone
 * (istio/proxy scripts/release-binary.sh): what is compiled there serves the others, whose images have none.
 *
 * @param trees what istio wants and proxy makes
 * @param platforms that there is to be Envoy for
 */
record ExtensionPlan(ExtensionTrees trees, EnvoyOptions options, List<Platform> platforms) {
    private static final Platform MAKER = Platform.LINUX_AMD64;

    ExtensionPlan {
        platforms = List.copyOf(platforms);
    }

    /** The images that a stage which compiles takes them out of. */
    List<String> bases() {
        return trees.wanted() ? options.extensionsImage().stream().toList() : List.of();
    }

    /** What has to be made beside Envoy. It comes first: after it, bazel-bin might lead elsewhere (Makefile.core.mk). */
    Optional<String> target(Platform platform) {
        return trees.wanted() && trees.made() && options.extensions().isEmpty() && platform.equals(MAKER)
                ? Optional.of(ExtensionTrees.TARGET)
                : Optional.empty();
    }

    /** What the user should know. */
    Optional<String> notice() {
        if (!trees.wanted()) {
            return options.extensionsImage()
                    .map(image -> "this release of istio has no Wasm extensions, so none are taken out of " + image);
        }
        boolean brought = !bases().isEmpty()
                || !options.reuse().isEmpty()
                || platforms.stream().anyMatch(platform -> target(platform).isPresent());
        return brought || options.extensions().equals(EnvoyOptions.NO_EXTENSIONS)
                ? Optional.empty()
                : Optional.of("this release of istio has Wasm extensions, which "
                        + (trees.made() ? "are compiled for " + MAKER + " alone" : "its proxy does not make by itself")
                        + ": name an image that has them with --extensions, else istio's scripts download them");
    }
}
