package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.manifest.Dependency;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.ProxyPins;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import io.jenkins.plugins.istioimages.source.SourceFiles;
import io.jenkins.plugins.istioimages.source.SourceOptions;
import io.jenkins.plugins.istioimages.source.SourceResolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans how a release comes by its Envoy: one stage for each platform, which compiles the manifest's {@code proxy} or
 * takes the binary out of an image. What a stage makes is an image itself, so that it is kept in the staging store like
 * all others.
 */
public final class EnvoyPlanner {
    /** Name of the image. */
    public static final String IMAGE = "envoy-builds";
    /** Its only variant: how Envoy is compiled, {@code bazel build --config=release}. */
    public static final String VARIANT = "release";

    static final String ISTIO = "istio";
    static final String PROXY = "proxy";
    static final String ENVOY = "envoy";

    private final MirrorCache mirrors;
    private final SourceOptions sources;

    public EnvoyPlanner(MirrorCache mirrors, SourceOptions sources) {
        this.mirrors = mirrors;
        this.sources = sources;
    }

    /**
     * Resolves istio, proxy and, where the manifest has it, Envoy, and plans.
     *
     * @throws PlanException naming everything that is wrong
     * @throws io.jenkins.plugins.istioimages.errors.EngineException as {@link SourceResolver#resolve}
     */
    public PlannedRelease plan(ReleaseManifest manifest, EnvoyOptions options) {
        if (!manifest.dependencies().containsKey(PROXY)) {
            throw new InputException(
                    "the manifest has no dependency 'proxy'; it is what Envoy is built from. The commit"
                            + " that belongs to istio is found with {git: https://github.com/istio/proxy, auto: deps}");
        }
        ReleaseManifest needed = only(manifest);
        Lock lock = new SourceResolver(mirrors, sources).resolve(needed);
        Set<String> notices = new LinkedHashSet<>();
        boolean module = look(lock, notices);
        List<String> problems = new ArrayList<>();
        List<Platform> platforms = platforms(needed, options, problems);
        ExtensionPlan extensions =
                new ExtensionPlan(ExtensionTrees.of(new SourceFiles(mirrors), lock), options, platforms);
        extensions.notice().ifPresent(notices::add);
        EnvoyStagePlanner planner =
                new EnvoyStagePlanner(needed.version(), lock, options, module, extensions, problems);
        List<Stage> stages = new ArrayList<>();
        platforms.forEach(platform -> planner.plan(platform).ifPresent(stages::add));
        Hub hub = Hub.parse(
                options.common().hub().isEmpty()
                        ? needed.docker().orElse(Hub.DEFAULT)
                        : options.common().hub());
        if (!problems.isEmpty()) {
            throw new PlanException(problems);
        }
        ImageTags tags = new ImageTags(needed.version(), VARIANT);
        return new PlannedRelease(
                needed,
                lock,
                new Plan(needed.version(), hub, tags, List.copyOf(notices), List.of(), stages),
                Set.of(Output.DOCKER),
                stages.stream().map(Stage::platform).distinct().toList());
    }

    /** Whether a stage compiles Wasm extensions, too. */
    public static boolean makesExtensions(Stage stage) {
        return stage.commands().stream().anyMatch(command -> command.arguments().contains(ExtensionTrees.TARGET));
    }

    /** The manifest with those dependencies that have to do with Envoy. */
    private static ReleaseManifest only(ReleaseManifest manifest) {
        Map<String, Dependency> needed = new LinkedHashMap<>(manifest.dependencies());
        needed.keySet().retainAll(Set.of(ISTIO, PROXY, ENVOY));
        return new ReleaseManifest(
                manifest.version(),
                manifest.docker(),
                manifest.dockerOutput(),
                manifest.architectures(),
                manifest.directory(),
                manifest.proxyOverride(),
                manifest.outputs(),
                manifest.dashboards(),
                manifest.skipGenerateBillOfMaterials(),
                needed);
    }

    /**
     * Compares what the trees say of each other with the manifest.
     *
     * @return whether Bazel takes Envoy as a module
     */
    private boolean look(Lock lock, Set<String> notices) {
        ProxyPins pins = new ProxyPins(mirrors);
        ResolvedSource proxy = lock.sources().get(PROXY);
        pins.proxy(lock.istio())
                .filter(sha -> !sha.equals(proxy.sha()))
                .ifPresent(sha -> notices.add(
                        "istio.deps names" + " proxy " + sha + "; Envoy is built from the manifest's " + proxy.sha()));
        return Optional.ofNullable(lock.sources().get(ENVOY))
                .map(envoy -> {
                    var pin = pins.envoy(proxy);
                    if (!pin.sha().equals(envoy.sha())) {
                        notices.add("proxy names Envoy " + pin.sha() + " (" + pin.how()
                                + "); it is built with the manifest's " + envoy.sha());
                    }
                    return pin.module();
                })
                .orElse(false);
    }

    private static List<Platform> platforms(ReleaseManifest manifest, EnvoyOptions options, List<String> problems) {
        Set<Platform> platforms = new LinkedHashSet<>(
                options.common().platforms().isEmpty()
                        ? manifest.architectures()
                        : options.common().platforms());
        if (platforms.isEmpty()) {
            problems.add("there is no platform to build for");
        }
        platforms.stream()
                .filter(platform -> !platform.os().equals("linux"))
                .forEach(platform -> problems.add("Envoy is built for linux: platform '" + platform + "' cannot be"));
        options.reuse().keySet().stream()
                .filter(platform -> !platforms.contains(platform))
                .forEach(platform -> problems.add("Envoy of " + platform + " is to be reused, which is none of the"
                        + " platforms: " + platforms));
        return List.copyOf(platforms);
    }
}
