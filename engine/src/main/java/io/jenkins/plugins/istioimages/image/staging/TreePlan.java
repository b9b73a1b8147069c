package io.jenkins.plugins.istioimages.image.staging;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.util.List;

/**
 * What is to be done to make the images of a tree for one platform.
 *
 * @param makeTargets for one make that brings all binaries: {@code init} first, the others sorted; empty where there is
 *     nothing to make
 * @param images to be built then, in the order of the file, variants in the order asked for
 * @param skipped images that nobody asked for by name and that cannot be made without a container
 */
public record TreePlan(List<String> makeTargets, List<TreeImage> images, List<Skipped> skipped) {
    public TreePlan {
        makeTargets = List.copyOf(makeTargets);
        images = List.copyOf(images);
        skipped = List.copyOf(skipped);
    }

    /**
     * An image of one variant that is left out; the user must be told.
     *
     * @param name of the image
     * @param variant for example {@code debug}
     * @param at where the Dockerfile asks for what the native builder does not do
     * @param reason in words
     * @param emulationRequired whether the tree says that only a machine of the image's platform can make it
     */
    public record Skipped(String name, String variant, SourceLocation at, String reason, boolean emulationRequired) {}
}
