package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * One piece of work that one machine does: data, for whoever carries it out.
 *
 * @param id unique in the plan, fit for file names and log prefixes: {@code istio-linux-arm64}
 * @param kind what it is for
 * @param platform of what it makes
 * @param label expression that chooses a Jenkins agent
 * @param builderImage container image that the commands run in; empty means on the machine itself
 * @param imageBuilder who makes the images
 * @param needs ids of stages that must have succeeded before
 * @param inputs commit by name of each source that is checked out
 * @param commands in their order
 * @param outputs images that it makes; empty where only the finished archives tell
 * @param reusable whether a result can be used again: what is made from uncommitted changes cannot
 * @param key SHA-256 of everything that determines the result, see {@link StageKey}
 */
public record Stage(
        String id,
        StageKind kind,
        Platform platform,
        String label,
        String builderImage,
        ImageBuilder imageBuilder,
        List<String> needs,
        Map<String, String> inputs,
        List<Command> commands,
        List<StageOutput> outputs,
        boolean reusable,
        Digest key)
        implements Serializable {
    public Stage {
        needs = List.copyOf(needs);
        inputs = Map.copyOf(inputs);
        commands = List.copyOf(commands);
        outputs = outputs.stream().sorted().toList();
    }

    /** Whether the commands run in a container. */
    public boolean inContainer() {
        return !builderImage.isEmpty();
    }

    Stage withKey(Digest newKey) {
        return new Stage(
                id,
                kind,
                platform,
                label,
                builderImage,
                imageBuilder,
                needs,
                inputs,
                commands,
                outputs,
                reusable,
                newKey);
    }
}
