package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.image.staging.DockerImagesFile;
import io.jenkins.plugins.istioimages.image.staging.SourceTreeImages;
import io.jenkins.plugins.istioimages.image.staging.TreeEntry;
import io.jenkins.plugins.istioimages.image.staging.TreeImage;
import io.jenkins.plugins.istioimages.image.staging.TreePlan;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.source.Lock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans the stage of one platform. */
final class StagePlanner {
    /** Repositories that make images themselves: cni until 1.6, operator in 1.4 (release-builder pkg/build/docker.go). */
    private static final List<String> IMAGE_SOURCES = List.of("istio", "cni", "operator");

    private static final Digest UNKEYED = Digest.sha256("");

    private final ReleaseManifest manifest;
    private final Lock lock;
    private final PlanOptions options;
    private final IstioTree tree;
    private final Problems problems;
    private final SkippedImages skipped;
    private final EnvoyUse envoy;
    private final String name;
    private final Optional<OwnBases> own;

    /**
     * @param name of stages, in front of the platform
     * @param own base images that others stand on, if they are those of this release
     */
    StagePlanner(
            ReleaseManifest manifest,
            Lock lock,
            PlanOptions options,
            IstioTree tree,
            Problems problems,
            SkippedImages skipped,
            String name,
            Optional<OwnBases> own) {
        this.manifest = manifest;
        this.lock = lock;
        this.options = options;
        this.tree = tree;
        this.problems = problems;
        this.skipped = skipped;
        this.name = name;
        this.own = own;
        this.envoy = new EnvoyUse(options.envoy(), manifest, lock);
    }

    /** Checks what is the same for all platforms. */
    void checkImageBuilder() {
        if (options.imageBuilder() != ImageBuilder.DOCKER) {
            return;
        }
        if (!options.builderImage().isEmpty() || !options.builderImages().isEmpty()) {
            problems.add(
                    "the image builder docker needs the machine's container engine, which is not to be had inside a"
                            + " builder image: build without one, or with --image-builder native");
        }
    }

    /** The stage, or nothing and problems. */
    Optional<Stage> plan(Platform platform) {
        Optional<String> builderImage = problems.attempt(
                () -> BuilderImages.resolve(options.builderImageFor(platform), manifest.version(), platform));
        Optional<Work> work = problems.attempt(
                () -> options.imageBuilder() == ImageBuilder.DOCKER ? archives(platform) : natively(platform));
        Optional<String> builderPlatform =
                problems.attempt(() -> BuilderImages.platform(options.builderPlatform(), platform));
        return builderImage.isEmpty() || builderPlatform.isEmpty() || work.isEmpty()
                ? Optional.empty()
                : Optional.of(stage(platform, builderImage.get(), builderPlatform.get(), work.get()));
    }

    /** What the way of making images has a say in. */
    private record Work(
            List<String> sources,
            List<Command> commands,
            List<String> bases,
            Map<String, String> replaced,
            List<StageOutput> outputs) {}

    private Stage stage(Platform platform, String builderImage, String builderPlatform, Work work) {
        Map<String, String> inputs = new TreeMap<>();
        work.sources().forEach(name -> inputs.put(name, lock.sources().get(name).sha()));
        Stage unkeyed = new Stage(
                name + "-" + platform.slug(),
                StageKind.ISTIO,
                platform,
                options.label(platform),
                builderImage,
                builderImage.isEmpty() ? "" : builderPlatform,
                options.imageBuilder(),
                List.of(),
                inputs,
                work.commands(),
                Stream.concat(work.bases().stream(), envoy.bases().stream()).toList(),
                work.outputs(),
                parameters(work),
                List.of(),
                UNKEYED);
        return unkeyed.withKey(StageKey.of(
                unkeyed, manifest.version(), options.compressor(), lock.istio().committed(), List.of()));
    }

    private Map<StageParameter, String> parameters(Work work) {
        Map<StageParameter, String> parameters = new EnumMap<>(StageParameter.class);
        parameters.putAll(envoy.parameters());
        if (!work.replaced().isEmpty()) {
            parameters.put(
                    StageParameter.BASES,
                    work.replaced().entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining("\n")));
        }
        return parameters;
    }

    /** One make for all binaries, then images from Dockerfiles: istio's docker-builder without docker. */
    private Work natively(Platform platform) {
        Map<String, String> environment = environment(platform);
        environment.putAll(MakeEnvironment.target(platform, tree("istio")));
        TreePlan plan = new SourceTreeImages(tree.directory(), environment)
                .plan(platform, options.variants(), options.images());
        plan.skipped().forEach(left -> skipped.add(platform, left));
        if (plan.images().isEmpty()) {
            problems.add("the source's " + DockerImagesFile.PATH + " has no image to make" + whySkipped(plan));
        }
        // Docker-builder always makes init, also where no image has a binary.
        List<String> targets = plan.makeTargets().isEmpty() ? List.of("init") : plan.makeTargets();
        List<String> references = BaseReferences.of(plan.images());
        Map<String, String> replaced =
                own.map(bases -> bases.replaced(references)).orElse(Map.of());
        return new Work(
                List.of("istio"),
                List.of(make("istio", targets, environment)),
                references.stream()
                        .map(reference -> replaced.getOrDefault(reference, reference))
                        .sorted()
                        .distinct()
                        .toList(),
                replaced,
                outputs(plan.images()));
    }

    private static String whySkipped(TreePlan plan) {
        return plan.skipped().stream()
                .map(left -> "; " + left.name() + " (" + left.variant() + ") needs --image-builder docker: " + left.at()
                        + ": " + left.reason())
                .collect(Collectors.joining());
    }

    private Work archives(Platform platform) {
        Map<String, String> environment = environment(platform);
        if (!options.images().isEmpty()) {
            environment.put("DOCKER_TARGETS", dockerTargets());
        }
        List<String> sources =
                IMAGE_SOURCES.stream().filter(lock.sources()::containsKey).toList();
        List<Command> commands = sources.stream()
                .map(name -> make(name, List.of("docker.save"), environment))
                .toList();
        own.ifPresent(bases -> checkReplaceable(bases, platform, environment));
        return new Work(sources, commands, List.of(), Map.of(), List.of());
    }

    /** Docker takes what a Dockerfile names. */
    private void checkReplaceable(OwnBases bases, Platform platform, Map<String, String> environment) {
        if (tree.hasImages()) {
            TreePlan plan = new SourceTreeImages(tree.directory(), environment)
                    .plan(platform, options.variants(), options.images());
            bases.replaced(BaseReferences.of(plan.images()))
                    .forEach((reference, own) -> problems.add("a Dockerfile names " + reference
                            + " itself and not by ISTIO_BASE_REGISTRY, so docker cannot build it on " + own
                            + "; build with the native image builder"));
        }
    }

    /** Upstream's way to choose images for docker.save (istio tools/docker-builder/types.go, DOCKER_TARGETS). */
    private String dockerTargets() {
        List<String> names = tree.hasImages()
                ? DockerImagesFile.read(tree.directory()).choose(options.images()).stream()
                        .map(TreeEntry::name)
                        .toList()
                : options.images();
        return names.stream().map(name -> "docker." + name).collect(Collectors.joining(" "));
    }

    private Map<String, String> environment(Platform platform) {
        Map<String, String> environment = BuildVariables.of(options.environment());
        environment.putAll(options.variables());
        environment.putAll(MakeEnvironment.standard(manifest.version(), manifest.docker(), List.of(platform)));
        environment.putAll(MakeEnvironment.docker(options.variants(), manifest.proxyOverride()));
        new ProxyCommits(lock).addTo(environment);
        envoy.addTo(environment);
        return environment;
    }

    private static Command make(String source, List<String> targets, Map<String, String> environment) {
        return Commands.make(tree(source), targets, environment);
    }

    private static List<StageOutput> outputs(List<TreeImage> images) {
        return images.stream()
                .map(image -> new StageOutput(image.name(), image.variant()))
                .toList();
    }

    /** Where a source lies in the work directory: release-builder's GOPATH layout. */
    private static String tree(String source) {
        return Command.WORK + "/src/istio.io/" + source;
    }
}
