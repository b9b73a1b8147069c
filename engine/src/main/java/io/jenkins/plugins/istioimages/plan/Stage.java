package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One piece of work that one machine does: data, for whoever carries it out.
 *
 * @param id unique in the plan, fit for file names and log prefixes: {@code istio-linux-arm64}
 * @param kind what it is for
 * @param platform of what it makes; where that is the same for all, one that it may run on
 * @param label expression that chooses a Jenkins agent
 * @param builderImage container image that the commands run in; empty means on the machine itself
 * @param builderPlatform platform of that image, {@code linux/arm64}; empty means whichever the machine takes by itself
 * @param imageBuilder who makes the images
 * @param needs ids of stages that must have succeeded before
 * @param inputs commit by name of each source that it is made from
 * @param commands in their order
 * @param bases references of the images that the images are built on; which ones those are today is part of the result
 * @param outputs images that it makes; empty where only the finished archives tell, and where it makes files
 * @param parameters what it is told beside the variables of its commands, see {@link StageParameter}
 * @param files that it makes, below the release's {@code out}; empty where only the finished work tells
 * @param key SHA-256 of everything that determines the result, see {@link StageKey}
 */
public record Stage(
        String id,
        StageKind kind,
        Platform platform,
        String label,
        String builderImage,
        String builderPlatform,
        ImageBuilder imageBuilder,
        List<String> needs,
        Map<String, String> inputs,
        List<Command> commands,
        List<String> bases,
        List<StageOutput> outputs,
        Map<StageParameter, String> parameters,
        List<String> files,
        Digest key)
        implements Serializable {
    public Stage {
        needs = List.copyOf(needs);
        inputs = Map.copyOf(inputs);
        commands = List.copyOf(commands);
        bases = List.copyOf(bases);
        outputs = outputs.stream().sorted().toList();
        parameters = Map.copyOf(parameters);
        files = files.stream().sorted().toList();
    }

    /** Base images that take the place of others, by the reference that a Dockerfile has. */
    public Map<String, String> replacedBases() {
        return parameters
                .getOrDefault(StageParameter.BASES, "")
                .lines()
                .map(line -> line.split(" ", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1], (one, other) -> one));
    }

    /** A stage that makes images. */
    public Stage(
            String id,
            StageKind kind,
            Platform platform,
            String label,
            String builderImage,
            String builderPlatform,
            ImageBuilder imageBuilder,
            List<String> needs,
            Map<String, String> inputs,
            List<Command> commands,
            List<String> bases,
            List<StageOutput> outputs,
            Digest key) {
        this(
                id,
                kind,
                platform,
                label,
                builderImage,
                builderPlatform,
                imageBuilder,
                needs,
                inputs,
                commands,
                bases,
                outputs,
                Map.of(),
                List.of(),
                key);
    }

    /** A stage that makes images, whose builder image, if it has one, is whichever the machine takes by itself. */
    public Stage(
            String id,
            StageKind kind,
            Platform platform,
            String label,
            String builderImage,
            ImageBuilder imageBuilder,
            List<String> needs,
            Map<String, String> inputs,
            List<Command> commands,
            List<String> bases,
            List<StageOutput> outputs,
            Digest key) {
        this(id, kind, platform, label, builderImage, "", imageBuilder, needs, inputs, commands, bases, outputs, key);
    }

    /** Whether the commands run in a container. */
    public boolean inContainer() {
        return !builderImage.isEmpty();
    }

    /** The variables that its first command sets, with real paths: what chooses its images is the same for all. */
    public Map<String, String> environment(String workDirectory) {
        return commands.isEmpty() ? Map.of() : commands.get(0).at(workDirectory).environment();
    }

    /**
     * What it is told.
     *
     * @throws IllegalArgumentException if a stage of this kind is not told that
     */
    public String parameter(StageParameter name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("stage " + id + " has no " + name.id());
        }
        return value;
    }

    /** The stage with its commands in a container of a platform. */
    public Stage withBuilderPlatform(String container) {
        return new Stage(
                id,
                kind,
                platform,
                label,
                builderImage,
                container,
                imageBuilder,
                needs,
                inputs,
                commands,
                bases,
                outputs,
                parameters,
                files,
                key);
    }

    Stage withKey(Digest newKey) {
        return new Stage(
                id,
                kind,
                platform,
                label,
                builderImage,
                builderPlatform,
                imageBuilder,
                needs,
                inputs,
                commands,
                bases,
                outputs,
                parameters,
                files,
                newKey);
    }
}
