package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.manifest.DockerOutput;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        return PlanOptions.builder("gzip-test-1").outputs(Set.of(Output.DOCKER));
    }

    /** A tree of two product images in two variants over bases in a registry, a base image and a test image with RUN. */
    static IstioTree tree(Path directory) {
        write(directory, "tools/docker.yaml", """
                images:
                - name: base
                  dockerfile: docker/Dockerfile.base
                  base: true
                - name: pilot
                  dockerfile: pilot/Dockerfile
                  targets: ["${TARGET_OUT_LINUX}/pilot-discovery"]
                - name: proxyv2
                  dockerfile: pilot/Dockerfile
                  files: ["${TARGET_OUT_LINUX}/${RELEASE_MODE}/${SIDECAR}"]
                  targets: ["${TARGET_OUT_LINUX}/pilot-agent"]
                - name: app
                  dockerfile: pkg/test/echo/Dockerfile.app
                """);
        write(directory, "docker/Dockerfile.base", "FROM scratch\n");
        write(directory, "pilot/Dockerfile", """
                ARG BASE_DISTRIBUTION=debug
                ARG BASE_VERSION=latest
                FROM registry.example/base:${BASE_VERSION} AS debug
                FROM registry.example/distroless:${BASE_VERSION} AS distroless
                FROM ${BASE_DISTRIBUTION:-debug}
                COPY --from=registry.example/tools:1 /bin/x /bin/x
                """);
        write(directory, "pkg/test/echo/Dockerfile.app", "FROM scratch\nRUN true\n");
        write(directory, "Makefile.core.mk", "BASE_VERSION ?= 1.14-dev.1\n");
        return new IstioTree(directory, "istio@0123456789ab");
    }

    static void write(Path directory, String path, String text) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
