package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.manifest.DockerOutput;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Manifests and locks as values, for tests of what is made of them. */
final class Fixtures {
    static final String SHA = "0123456789abcdef0123456789abcdef01234567";
    static final String OTHER_SHA = "89abcdef0123456789abcdef0123456789abcdef";
    static final Instant COMMITTED = Instant.parse("2022-10-12T08:11:00Z");
    static final List<SourceImage> IMAGES = List.of(
            new SourceImage("base", List.of(), true),
            new SourceImage("pilot", List.of("${TARGET_OUT_LINUX}/pilot-discovery"), false),
            new SourceImage("proxyv2", List.of("${TARGET_OUT_LINUX}/pilot-agent"), false));

    private Fixtures() {}

    static ReleaseManifest manifest() {
        return manifest("1.14.5", EnumSet.allOf(Output.class), Platform.LINUX_AMD64, Platform.LINUX_ARM64);
    }

    static ReleaseManifest manifest(String version, Set<Output> outputs, Platform... platforms) {
        return manifest(version, outputs, DockerOutput.TAR, Optional.empty(), platforms);
    }

    static ReleaseManifest manifest(
            String version,
            Set<Output> outputs,
            DockerOutput dockerOutput,
            Optional<String> proxyOverride,
            Platform... platforms) {
        return new ReleaseManifest(
                version,
                Optional.of("ghcr.io/resf/istio"),
                dockerOutput,
                List.of(platforms),
                Optional.empty(),
                proxyOverride,
                outputs,
                Map.of(),
                false,
                Map.of());
    }

    static Lock lock(String... names) {
        Map<String, ResolvedSource> sources = new LinkedHashMap<>();
        Arrays.stream(names).forEach(name -> sources.put(name, source(name, SHA, false)));
        return new Lock("1.14.5", sources);
    }

    static Lock lock(ResolvedSource... all) {
        Map<String, ResolvedSource> sources = new LinkedHashMap<>();
        Arrays.stream(all).forEach(source -> sources.put(source.name(), source));
        return new Lock("1.14.5", sources);
    }

    static ResolvedSource source(String name, String sha, boolean dirty) {
        return new ResolvedSource(
                name,
                "https://git.example/istio/" + name,
                Optional.of("release-1.14"),
                sha,
                "tip of branch release-1.14",
                false,
                COMMITTED,
                dirty);
    }

    static PlanOptions.Builder options() {
        return PlanOptions.builder("gzip-test-1");
    }

    static Plan plan(PlanOptions.Builder options) {
        return new Planner().plan(manifest(), lock("istio", "proxy"), options.build(), Optional.of(IMAGES));
    }
}
