package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.manifest.DockerOutput;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plans the stage of one platform. */
final class StagePlanner {
    /** Repositories that make images themselves: cni until 1.6, operator in 1.4 (release-builder pkg/build/docker.go). */
    private static final List<String> IMAGE_SOURCES = List.of("istio", "cni", "operator");
    /** What tools/docker.yaml names besides the target (istio tools/docker-builder/main.go, ReadPlan). */
    private static final Map<String, String> DOCKER_YAML = Map.of("SIDECAR", "envoy", "RELEASE_MODE", "release");

    private static final Digest UNKEYED = Digest.sha256("");

    private final ReleaseManifest manifest;
    private final Lock lock;
    private final PlanOptions options;
    private final List<SourceImage> images;
    private final Problems problems;

    StagePlanner(
            ReleaseManifest manifest, Lock lock, PlanOptions options, List<SourceImage> images, Problems problems) {
        this.manifest = manifest;
        this.lock = lock;
        this.options = options;
        this.images = images;
        this.problems = problems;
        if (options.imageBuilder() == ImageBuilder.DOCKER && manifest.dockerOutput() == DockerOutput.CONTEXT) {
            problems.add("dockerOutput is context, which leaves images in the daemon; the image builder docker reads"
                    + " archives: set dockerOutput to tar, or build with --image-builder native");
        }
    }

    /** The stage, or nothing and a problem. */
    Optional<Stage> plan(Platform platform) {
        return problems.attempt(
                        () -> BuilderImages.resolve(options.builderImageFor(platform), manifest.version(), platform))
                .map(builderImage -> stage(platform, builderImage));
    }

    private Stage stage(Platform platform, String builderImage) {
        Map<String, ResolvedSource> sources = sources();
        Map<String, String> inputs = new TreeMap<>();
        sources.forEach((name, source) -> inputs.put(name, source.sha()));
        Stage unkeyed = new Stage(
                StageKind.ISTIO.id() + "-" + platform.slug(),
                StageKind.ISTIO,
                platform,
                options.label(platform),
                builderImage,
                options.imageBuilder(),
                List.of(),
                inputs,
                commands(platform, sources),
                outputs(),
                sources.values().stream().noneMatch(ResolvedSource::dirty),
                UNKEYED);
        return unkeyed.withKey(StageKey.of(
                unkeyed, manifest.version(), options.compressor(), lock.istio().committed(), List.of()));
    }

    private Map<String, ResolvedSource> sources() {
        Map<String, ResolvedSource> sources = new LinkedHashMap<>();
        for (String name : IMAGE_SOURCES) {
            if (lock.sources().containsKey(name)) {
                sources.put(name, lock.sources().get(name));
            }
        }
        return sources;
    }

    private List<Command> commands(Platform platform, Map<String, ResolvedSource> sources) {
        Map<String, String> environment = MakeEnvironment.standard(manifest.version(), manifest.docker(), platform);
        environment.putAll(MakeEnvironment.docker(options.variants(), manifest.proxyOverride()));
        if (options.imageBuilder() == ImageBuilder.DOCKER) {
            return sources.keySet().stream()
                    .map(name -> make(tree(name), List.of("docker.save"), withTargets(environment)))
                    .toList();
        }
        Map<String, String> target = MakeEnvironment.target(platform, tree("istio"));
        Map<String, String> variables = new TreeMap<>(DOCKER_YAML);
        variables.putAll(target);
        environment.putAll(target);
        return List.of(make(tree("istio"), SourceImages.targets(images, variables, problems), environment));
    }

    /** Upstream's way to choose images for docker.save (istio tools/docker-builder/types.go, DOCKER_TARGETS). */
    private Map<String, String> withTargets(Map<String, String> environment) {
        Map<String, String> result = new TreeMap<>(environment);
        if (!options.images().isEmpty()) {
            result.put(
                    "DOCKER_TARGETS",
                    String.join(
                            " ",
                            images.stream()
                                    .map(image -> "docker." + image.name())
                                    .toList()));
        }
        return result;
    }

    private static Command make(String tree, List<String> targets, Map<String, String> environment) {
        List<String> arguments = new ArrayList<>(List.of("make", "--no-print-directory"));
        arguments.addAll(targets);
        return new Command(arguments, tree, MakeEnvironment.REMOVED, environment);
    }

    private List<StageOutput> outputs() {
        return images.stream()
                .flatMap(image -> options.variants().stream().map(variant -> new StageOutput(image.name(), variant)))
                .toList();
    }

    /** Where a source lies in the work directory: release-builder's GOPATH layout. */
    private static String tree(String source) {
        return Command.WORK + "/src/istio.io/" + source;
    }
}
