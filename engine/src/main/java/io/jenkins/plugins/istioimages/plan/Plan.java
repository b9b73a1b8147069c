package io.jenkins.plugins.istioimages.plan;

import java.io.Serializable;
import java.util.List;

/**
 * A release as stages.
 *
 * @param version of the release
 * @param hub where images go: {@code hub/pilot}
 * @param tags which tags an image gets by its variant
 * @param notices what the user should know before it starts
 * @param skipped images of the source that no stage makes, though nobody excluded them
 * @param stages in an order in which each comes after what it needs
 */
public record Plan(
        String version, Hub hub, ImageTags tags, List<String> notices, List<SkippedImage> skipped, List<Stage> stages)
        implements Serializable {
    public Plan {
        notices = List.copyOf(notices);
        skipped = List.copyOf(skipped);
        stages = List.copyOf(stages);
    }
}
