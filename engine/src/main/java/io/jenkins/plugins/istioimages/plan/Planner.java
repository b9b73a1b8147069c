package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.source.Lock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns a manifest and the commits it came to into stages: images by platform, then everything else. Does nothing but think. */
public final class Planner {
    private static final String BASE_STAGE = "base";

    /**
     * Plans a release.
     *
     * @param tree of the lock's istio source
     * @throws PlanException naming everything that is wrong
     */
    public Plan plan(ReleaseManifest manifest, Lock lock, PlanOptions options, IstioTree tree) {
        if (!options.ownBases()) {
            return plan(manifest, lock, options, tree, new Problems(tree), StageKind.ISTIO.id(), Optional.empty());
        }
        OwnBases own = new OwnBases(tree, hub(manifest, options), manifest.version());
        return plan(manifest, lock, own.of(options), tree, new Problems(tree), StageKind.ISTIO.id(), Optional.of(own));
    }

    /**
     * Plans the base images of the source alone.
     *
     * @param maker who makes them; real ones run something, which takes docker
     * @throws InputException if the source has none
     * @throws PlanException naming everything that is wrong
     */
    Plan planBases(ReleaseManifest manifest, Lock lock, PlanOptions options, ImageBuilder maker, IstioTree tree) {
        PlanOptions chosen = options.ofBases(OwnBases.names(tree), maker);
        return plan(manifest, lock, chosen, tree, Problems.ofBases(tree), BASE_STAGE, Optional.empty());
    }

    private static Plan plan(
            ReleaseManifest manifest,
            Lock lock,
            PlanOptions options,
            IstioTree tree,
            Problems problems,
            String stageName,
            Optional<OwnBases> own) {
        Set<String> notices = new LinkedHashSet<>();
        SkippedImages skipped = new SkippedImages(tree);
        Set<Output> outputs = outputs(manifest, options, problems, notices);
        List<Platform> platforms = platforms(manifest, options, problems);
        Optional<ImageTags> tags = tags(manifest.version(), options, problems);
        Optional<Hub> hub = problems.attempt(() -> hub(manifest, options));
        List<Stage> stages = new ArrayList<>();
        problems.attempt(() -> {
            new ProxyCommits(lock).check(options.variables());
            new EnvoyUse(options.envoy(), manifest, lock).check();
            return options.envoy();
        });
        // Where nothing is asked for, whatever else is wrong is said all the same.
        if (outputs.contains(Output.DOCKER) || outputs.isEmpty()) {
            StagePlanner planner = new StagePlanner(manifest, lock, options, tree, problems, skipped, stageName, own);
            planner.checkImageBuilder();
            platforms.forEach(platform -> planner.plan(platform).ifPresent(stages::add));
        }
        stages.addAll(new OutputPlanner(manifest, lock, options, tree, problems).plan(outputs, platforms, notices));
        problems.raise();
        return new Plan(
                manifest.version(),
                hub.orElseThrow(),
                tags.orElseThrow(),
                List.copyOf(notices),
                skipped.list(),
                stages);
    }

    /** What is made of the manifest's outputs. */
    static Set<Output> outputs(ReleaseManifest manifest, PlanOptions options) {
        Set<Output> outputs = EnumSet.allOf(Output.class);
        outputs.retainAll(manifest.outputs());
        if (!options.outputs().isEmpty()) {
            outputs.retainAll(options.outputs());
        }
        outputs.remove(Output.SCANNER);
        if (manifest.skipGenerateBillOfMaterials()) {
            outputs.remove(Output.SBOM);
        }
        return outputs;
    }

    /** The platforms that were chosen, else the manifest's. */
    static List<Platform> platforms(ReleaseManifest manifest, PlanOptions options) {
        List<Platform> platforms = options.platforms().isEmpty() ? manifest.architectures() : options.platforms();
        return platforms.stream().distinct().toList();
    }

    private static Set<Output> outputs(
            ReleaseManifest manifest, PlanOptions options, Problems problems, Set<String> notices) {
        Set<Output> outputs = outputs(manifest, options);
        if (outputs.isEmpty()) {
            problems.add(
                    options.outputs().equals(Set.of(Output.DOCKER))
                            ? "outputs does not name docker: there is no image to make"
                            : "the manifest's outputs name nothing of what is to be made");
        }
        Set<Output> rest = EnumSet.allOf(Output.class);
        rest.retainAll(manifest.outputs());
        rest.removeAll(outputs);
        if (manifest.skipGenerateBillOfMaterials()) {
            rest.remove(Output.SBOM);
        }
        if (!outputs.isEmpty() && !rest.isEmpty()) {
            notices.add("of the manifest's outputs only " + names(outputs) + (outputs.size() == 1 ? " is" : " are")
                    + " made; not made: " + names(rest));
        }
        return outputs;
    }

    private static String names(Set<Output> outputs) {
        return outputs.stream().map(Output::id).sorted().collect(Collectors.joining(", "));
    }

    private static List<Platform> platforms(ReleaseManifest manifest, PlanOptions options, Problems problems) {
        List<Platform> platforms = platforms(manifest, options);
        if (platforms.isEmpty()) {
            problems.add("there is no platform to build for");
        }
        List<Platform> possible = new ArrayList<>();
        for (Platform platform : platforms) {
            if (platform.os().equals("linux")) {
                possible.add(platform);
            } else {
                problems.add("images and packages are made for linux: platform '" + platform + "' cannot be built");
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
