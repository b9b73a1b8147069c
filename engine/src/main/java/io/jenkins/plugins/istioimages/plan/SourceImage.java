package io.jenkins.plugins.istioimages.plan;

import java.io.Serializable;
import java.util.List;

/**
 * An image that a source tree can make, as its {@code tools/docker.yaml} says.
 *
 * @param name of the image
 * @param targets make targets that it is made from; {@code ${TARGET_OUT_LINUX}} and the like stand for what
 *     {@link MakeEnvironment#target} sets
 * @param base whether it is one that others are built on, and made only when asked for by name
 */
public record SourceImage(String name, List<String> targets, boolean base) implements Serializable {
    public SourceImage {
        targets = List.copyOf(targets);
    }
}
