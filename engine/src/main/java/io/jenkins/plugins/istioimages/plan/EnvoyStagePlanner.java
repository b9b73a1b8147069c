package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.source.Lock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Plans the stage that brings the Envoy of one platform. */
final class EnvoyStagePlanner {
    private static final Digest UNKEYED = Digest.sha256("");
    /** Of the caller's environment these have a say in what Bazel compiles; the rest is about images. */
    private static final Set<String> COMPILERS = Set.of("CC", "CXX", "CFLAGS", "CXXFLAGS", "CPPFLAGS", "LDFLAGS");

    private final String version;
    private final Lock lock;
    private final EnvoyOptions options;
    private final boolean module;
    private final ExtensionPlan extensions;
    private final List<String> problems;

    /**
     * @param module whether Bazel takes Envoy as a module
     * @param extensions where Wasm extensions come from
     * @param problems hears what is wrong
     */
    EnvoyStagePlanner(
            String version,
            Lock lock,
            EnvoyOptions options,
            boolean module,
            ExtensionPlan extensions,
            List<String> problems) {
        this.version = version;
        this.lock = lock;
        this.options = options;
        this.module = module;
        this.extensions = extensions;
        this.problems = problems;
    }

    /** The stage, or nothing and a problem. */
    Optional<Stage> plan(Platform platform) {
        try {
            String image = options.reuse().get(platform);
            return Optional.of(image == null ? compiled(platform) : reused(platform, image));
        } catch (InputException e) {
            if (!problems.contains(e.getMessage())) {
                problems.add(e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** Nothing runs, so there is no need for sources either: the commit is what the binary has to be of. */
    private Stage reused(Platform platform, String image) {
        Stage unkeyed = stage(
                platform,
                "",
                "",
                Map.of(EnvoyPlanner.PROXY, sha(EnvoyPlanner.PROXY)),
                List.of(),
                List.of(image),
                Map.of());
        return unkeyed.withKey(StageKey.ofWork(unkeyed));
    }

    private Stage compiled(Platform platform) {
        PlanOptions common = options.common();
        String builderImage = BuilderImages.resolve(common.builderImageFor(platform), version, platform);
        String builderPlatform =
                builderImage.isEmpty() ? "" : BuilderImages.platform(common.builderPlatform(), platform);
        List<EnvoyPatch> patches = EnvoyPatches.chosen(options.patches(), version, platform);
        boolean given = lock.sources().containsKey(EnvoyPlanner.ENVOY);
        patches.stream()
                .filter(patch -> patch.source().equals(EnvoyPlanner.ENVOY) && !given)
                .findFirst()
                .ifPresent(patch -> {
                    throw new InputException(
                            "the patch " + patch + " changes Envoy, which Bazel would fetch itself: give"
                                    + " the manifest a dependency envoy: {git: https://github.com/envoyproxy/envoy, auto:"
                                    + " proxy_workspace}");
                });
        Map<String, String> inputs = new TreeMap<>(Map.of(EnvoyPlanner.PROXY, sha(EnvoyPlanner.PROXY)));
        if (given) {
            inputs.put(EnvoyPlanner.ENVOY, sha(EnvoyPlanner.ENVOY));
        }
        Map<StageParameter, String> parameters =
                patches.isEmpty() ? Map.of() : Map.of(StageParameter.PATCHES, EnvoyPatches.write(patches));
        BazelArguments all = new BazelArguments(options.bazelArguments());
        // Neither caches nor where Bazel works have a say in what comes out.
        Stage counted = stage(
                platform,
                builderImage,
                builderPlatform,
                inputs,
                make(platform, all.thatCount(), given, ""),
                extensions.bases(),
                parameters);
        return stage(
                        platform,
                        builderImage,
                        builderPlatform,
                        inputs,
                        make(platform, all, given, bazelDirectory()),
                        extensions.bases(),
                        parameters)
                .withKey(StageKey.ofWork(counted));
    }

    private List<Command> make(Platform platform, BazelArguments arguments, boolean given, String directory) {
        Map<String, String> environment = new TreeMap<>(options.common().environment());
        environment.keySet().retainAll(COMPILERS);
        environment.putAll(options.common().variables());
        environment.put("GOPATH", Command.WORK);
        environment.put("BUILD_WITH_CONTAINER", "0");
        environment.put("TARGET_OS", platform.os());
        environment.put("TARGET_ARCH", platform.architecture() + platform.variant());
        if (!directory.isEmpty()) {
            environment.put("TEST_TMPDIR", directory);
        }
        String text = (given ? override() + " " : "") + arguments.text();
        return Stream.concat(extensions.target(platform).stream(), Stream.of("build_envoy"))
                .map(target -> text.isBlank() ? List.of(target) : List.of(target, "BAZEL_BUILD_ARGS=" + text.strip()))
                .map(targets -> Commands.make(tree(EnvoyPlanner.PROXY), targets, environment))
                .toList();
    }

    private String bazelDirectory() {
        String root = options.bazelRoot();
        return root.isEmpty() ? "" : root + "/release-" + BuilderImages.minor(version);
    }

    /** Who runs the stage sees to it that its directory needs no quotes. */
    private String override() {
        return (module ? "--override_module=envoy=" : "--override_repository=envoy=") + tree(EnvoyPlanner.ENVOY);
    }

    private Stage stage(
            Platform platform,
            String builderImage,
            String builderPlatform,
            Map<String, String> inputs,
            List<Command> commands,
            List<String> bases,
            Map<StageParameter, String> parameters) {
        return new Stage(
                StageKind.ENVOY.id() + "-" + platform.slug(),
                StageKind.ENVOY,
                platform,
                options.common().label(platform),
                builderImage,
                builderPlatform,
                ImageBuilder.NATIVE,
                List.of(),
                inputs,
                commands,
                bases,
                List.of(new StageOutput(EnvoyPlanner.IMAGE, EnvoyPlanner.VARIANT)),
                parameters,
                List.of(),
                UNKEYED);
    }

    private String sha(String source) {
        return lock.sources().get(source).sha();
    }

    private static String tree(String source) {
        return Command.WORK + "/src/istio.io/" + source;
    }
}
