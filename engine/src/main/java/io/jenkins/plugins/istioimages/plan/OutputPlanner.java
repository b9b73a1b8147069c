package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.RecordYaml;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Plans the stages that make files: everything of a release that is no image. */
final class OutputPlanner {
    private static final String ISTIO = "istio";
    private static final String TREE = Command.WORK + "/src/istio.io/" + ISTIO;
    private static final Digest UNKEYED = Digest.sha256("");

    private final ReleaseManifest manifest;
    private final Lock lock;
    private final PlanOptions options;
    private final IstioTree tree;
    private final Problems problems;
    private final ReleaseLayout layout;
    private final EnvoyUse envoy;
    private final String compressor = Compressors.archiveGzip().id();

    OutputPlanner(ReleaseManifest manifest, Lock lock, PlanOptions options, IstioTree tree, Problems problems) {
        this.manifest = manifest;
        this.lock = lock;
        this.options = options;
        this.tree = tree;
        this.problems = problems;
        this.layout = new ReleaseLayout(manifest.version());
        this.envoy = new EnvoyUse(options.envoy(), manifest, lock);
    }

    /**
     * The stages of all outputs that are no images, in the order in which release-builder makes them.
     *
     * @param notices gets what is asked for and cannot be made
     */
    List<Stage> plan(Set<Output> outputs, List<Platform> platforms, Collection<String> notices) {
        List<Stage> stages = new ArrayList<>();
        if (platforms.isEmpty()) {
            return stages;
        }
        for (StageKind kind : StageKind.values()) {
            if (kind.makesImages() || !outputs.contains(kind.output())) {
                continue;
            }
            if (kind.perPlatform()) {
                platforms.forEach(platform -> sidecar(kind, platform).ifPresent(stages::add));
            } else if (kind == StageKind.HELM && !new ReleaseVersion(manifest.version()).isSemantic()) {
                notices.add("no Helm charts are made: " + manifest.version()
                        + " is no semantic version like 1.14.5, which charts need");
            } else {
                once(kind, platforms).ifPresent(stages::add);
            }
        }
        return stages;
    }

    private Optional<Stage> sidecar(StageKind kind, Platform platform) {
        Map<String, String> environment = environment(platform);
        environment.putAll(MakeEnvironment.target(platform, TREE));
        envoy.addTo(environment);
        String out = environment.get("TARGET_OUT_LINUX");
        boolean deb = kind == StageKind.DEBIAN;
        // The package target takes what lies there: release-builder has made images before.
        List<Command> commands = List.of(
                make(environment, "init", out + "/pilot-agent"), make(environment, deb ? "deb/fpm" : "rpm/fpm"));
        String file = deb ? ReleaseLayout.deb(platform) : ReleaseLayout.rpm(platform);
        return stage(kind, platform, commands, envoy.parameters(), List.of(file));
    }

    /** What is the same for all platforms; it may run on any of them. */
    private Optional<Stage> once(StageKind kind, List<Platform> platforms) {
        Platform platform = platforms.get(0);
        return switch (kind) {
            case ARCHIVE ->
                stage(
                        kind,
                        platform,
                        List.of(make(environment(platforms), "istioctl-all", "istioctl.completion")),
                        Map.of(
                                StageParameter.HUB,
                                hub(),
                                StageParameter.MANIFEST,
                                RecordYaml.write(manifest, names(platforms), lock)),
                        layout.archives());
            case HELM -> stage(kind, platform, List.of(), Map.of(StageParameter.HUB, hub()), charts());
            case SBOM ->
                stage(
                        kind,
                        platform,
                        List.of(),
                        Map.of(StageParameter.ADDRESSES, addresses()),
                        List.of(ReleaseLayout.SOURCE_BILL));
            case SOURCES -> stage(kind, platform, List.of(), Map.of(), List.of(ReleaseLayout.SOURCES));
            default -> stage(kind, platform, List.of(), Map.of(), List.of());
        };
    }

    /** The bill of materials names them. */
    private String addresses() {
        return lock.sources().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().git())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private List<String> charts() {
        List<String> files = new ArrayList<>();
        for (ReleaseChart chart : ReleaseChart.ALL) {
            if (chart.published()) {
                problems.attempt(() -> tree.chartName(chart))
                        .flatMap(name -> name)
                        .ifPresent(name -> files.add(layout.chart(name, chart.sample())));
            }
        }
        if (files.isEmpty()) {
            problems.add("outputs names helm, and the source has none of the charts: "
                    + ReleaseChart.ALL.get(0).file() + " …");
        }
        return files;
    }

    private Optional<Stage> stage(
            StageKind kind,
            Platform platform,
            List<Command> commands,
            Map<StageParameter, String> parameters,
            List<String> files) {
        boolean runs = !commands.isEmpty();
        Optional<String> builderImage = problems.attempt(() ->
                runs ? BuilderImages.resolve(options.builderImageFor(platform), manifest.version(), platform) : "");
        Optional<String> builderPlatform =
                problems.attempt(() -> BuilderImages.platform(options.builderPlatform(), platform));
        if (builderImage.isEmpty() || builderPlatform.isEmpty()) {
            return Optional.empty();
        }
        String image = builderImage.get();
        Stage unkeyed = new Stage(
                kind.id() + (kind.perPlatform() ? "-" + platform.slug() : ""),
                kind,
                platform,
                options.label(platform),
                image,
                image.isEmpty() ? "" : builderPlatform.get(),
                ImageBuilder.NATIVE,
                List.of(),
                inputs(kind),
                commands,
                kind.perPlatform() ? envoy.bases() : List.of(),
                List.of(),
                withCommon(parameters),
                files,
                UNKEYED);
        return Optional.of(keyed(unkeyed));
    }

    private Stage keyed(Stage stage) {
        return stage.withKey(
                StageKey.of(stage, manifest.version(), compressor, lock.istio().committed(), List.of()));
    }

    private Map<StageParameter, String> withCommon(Map<StageParameter, String> parameters) {
        Map<StageParameter, String> all = new EnumMap<>(StageParameter.class);
        all.putAll(parameters);
        all.put(StageParameter.VERSION, manifest.version());
        all.put(StageParameter.CREATED, lock.istio().committed().toString());
        all.put(StageParameter.COMPRESSOR, compressor);
        return all;
    }

    /** Checked out is istio alone; what is made of all sources is read from the source cache. */
    private Map<String, String> inputs(StageKind kind) {
        Map<String, String> inputs = new TreeMap<>();
        lock.sources().forEach((name, source) -> {
            if (name.equals(ISTIO) || !kind.inWorkingCopies()) {
                inputs.put(name, source.sha());
            }
        });
        return inputs;
    }

    private String hub() {
        return manifest.docker().orElse(Hub.DEFAULT);
    }

    private static List<String> names(List<Platform> platforms) {
        return platforms.stream().map(Platform::toString).toList();
    }

    private Map<String, String> environment(Platform platform) {
        return environment(List.of(platform));
    }

    private Map<String, String> environment(List<Platform> platforms) {
        Map<String, String> environment = BuildVariables.of(options.environment());
        environment.putAll(options.variables());
        environment.putAll(MakeEnvironment.standard(manifest.version(), manifest.docker(), platforms));
        manifest.proxyOverride().ifPresent(url -> environment.put(MakeEnvironment.ENVOY_BASE_URL, url));
        new ProxyCommits(lock).addTo(environment);
        // fpm, rpmbuild and dpkg-deb write this time in place of the clock's.
        environment.put(
                "SOURCE_DATE_EPOCH", Long.toString(lock.istio().committed().getEpochSecond()));
        return environment;
    }

    private static Command make(Map<String, String> environment, String... targets) {
        return Commands.make(TREE, List.of(targets), environment);
    }
}
