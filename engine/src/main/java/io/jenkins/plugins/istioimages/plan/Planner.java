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
     * @param tree of the lock's istio source
     * @throws PlanException naming everything that is wrong
     */
    public Plan plan(ReleaseManifest manifest, Lock lock, PlanOptions options, IstioTree tree) {
        Problems problems = new Problems(tree);
        Set<String> notices = new LinkedHashSet<>();
        SkippedImages skipped = new SkippedImages(tree);
        checkOutputs(manifest, problems, notices);
        List<Platform> platforms = platforms(manifest, options, problems);
        Optional<ImageTags> tags = tags(manifest.version(), options, problems);
        Optional<Hub> hub = problems.attempt(() -> hub(manifest, options));
        StagePlanner planner = new StagePlanner(manifest, lock, options, tree, problems, skipped);
        planner.checkImageBuilder();
        List<Stage> stages = new ArrayList<>();
        platforms.forEach(platform -> planner.plan(platform).ifPresent(stages::add));
        problems.raise();
        return new Plan(
                manifest.version(),
                hub.orElseThrow(),
                tags.orElseThrow(),
                List.copyOf(notices),
                skipped.list(),
                stages);
    }

    private static void checkOutputs(ReleaseManifest manifest, Problems problems, Set<String> notices) {
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
        List<Platform> possible = new ArrayList<>();
        for (Platform platform : platforms) {
            if (platform.os().equals("linux")) {
                possible.add(platform);
            } else {
                problems.add("images are made for linux: platform '" + platform + "' cannot be built");
            }
        }
        return possible;
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
}
