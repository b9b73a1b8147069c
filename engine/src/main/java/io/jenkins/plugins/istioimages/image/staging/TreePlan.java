package io.jenkins.plugins.istioimages.image.staging;

import java.util.List;

/**
 * What is to be done to make the images of a tree for one platform.
 *
 * @param makeTargets for one make that brings all binaries: {@code init} first, the others sorted; empty where there is
 *     nothing to make
 * @param images to be built then, in the order of the file, variants in the order asked for
 * @param skipped images that were not asked for by name and cannot be made here
 */
public record TreePlan(List<String> makeTargets, List<TreeImage> images, List<Skipped> skipped) {
    public TreePlan {
        makeTargets = List.copyOf(makeTargets);
        images = List.copyOf(images);
        skipped = List.copyOf(skipped);
    }

    /**
     * An image that is left out; the user must be told.
     *
     * @param name of the image
     * @param reason in words, with the place
     */
    public record Skipped(String name, String reason) {}
}
