package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.source.Lock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns a manifest and the commits it came to into stages, one for each platform. Does nothing but think. */
public final class Planner {
    /**
     * Plans a release.
     *
     * @param images of the istio source, in the order of its {@code tools/docker.yaml}; empty where it has none, as
     *     before 1.14
     * @throws PlanException naming everything that is wrong
     */
    public Plan plan(ReleaseManifest manifest, Lock lock, PlanOptions options, Optional<List<SourceImage>> images) {
        Problems problems = new Problems();
        List<String> notices = new ArrayList<>();
        checkOutputs(manifest, problems, notices);
        List<Platform> platforms = platforms(manifest, options, problems);
        Optional<ImageTags> tags = tags(manifest.version(), options, problems);
        Optional<Hub> hub = problems.attempt(() -> hub(manifest, options));
        List<Stage> stages = new ArrayList<>();
        StagePlanner stagePlanner =
                new StagePlanner(manifest, lock, options, chosen(options, images, problems), problems);
        platforms.forEach(platform -> stagePlanner.plan(platform).ifPresent(stages::add));
        problems.raise();
        return new Plan(manifest.version(), hub.orElseThrow(), tags.orElseThrow(), notices, stages);
    }

    private static void checkOutputs(ReleaseManifest manifest, Problems problems, List<String> notices) {
        Set<Output> rest = new LinkedHashSet<>(manifest.outputs());
        if (!rest.remove(Output.DOCKER)) {
            problems.add("outputs does not name docker: there is no image to make");
        } else if (!rest.isEmpty()) {
            notices.add("of the manifest's outputs only docker is made; not made: "
                    + rest.stream()
                            .map(output -> output.name().toLowerCase(Locale.ROOT))
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
    }

    private static List<Platform> platforms(ReleaseManifest manifest, PlanOptions options, Problems problems) {
        Set<Platform> platforms =
                new LinkedHashSet<>(options.platforms().isEmpty() ? manifest.architectures() : options.platforms());
        if (platforms.isEmpty()) {
            problems.add("there is no platform to build for");
        }
        platforms.stream()
                .filter(platform -> !platform.os().equals("linux"))
                .forEach(platform ->
                        problems.add("images are made for linux: platform '" + platform + "' cannot be built"));
        return List.copyOf(platforms);
    }

    private static Optional<ImageTags> tags(String version, PlanOptions options, Problems problems) {
        if (options.variants().isEmpty()) {
            problems.add("there is no variant to build");
        }
        Optional<ImageTags> tags = problems.attempt(() -> new ImageTags(version, options.defaultVariant()));
        tags.ifPresent(t -> options.variants().forEach(variant -> problems.attempt(() -> t.of(variant))));
        return tags;
    }

    private static Hub hub(ReleaseManifest manifest, PlanOptions options) {
        return Hub.parse(options.hub().isEmpty() ? manifest.docker().orElse(Hub.DEFAULT) : options.hub());
    }

    private static List<SourceImage> chosen(
            PlanOptions options, Optional<List<SourceImage>> images, Problems problems) {
        if (images.isPresent()) {
            return new SourceImages(images.get()).choose(options.images(), problems);
        }
        if (options.imageBuilder() == ImageBuilder.NATIVE) {
            problems.add("the istio source has no tools/docker.yaml, from which images are made natively (istio has it"
                    + " since 1.14); build it with --image-builder docker");
        } else if (!options.images().isEmpty()) {
            problems.add("the istio source has no tools/docker.yaml, so images cannot be chosen by name");
        }
        return List.of();
    }
}
