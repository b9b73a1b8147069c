package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The environment that istio's makefiles are called with, exactly release-builder's (pkg/util/command.go), narrowed to
 * the stage's platform.
 */
final class MakeEnvironment {
    /** What a builder container may have set and what would send the output elsewhere. */
    static final List<String> REMOVED = List.of(
            "TARGET_OUT",
            "TARGET_OUT_LINUX",
            "CONTAINER_TARGET_OUT",
            "CONTAINER_TARGET_OUT_LINUX",
            "TARGET_OS",
            "TARGET_ARCH",
            "FOR_BUILD_CONTAINER");

    /** Where istio's scripts take Envoy from. */
    static final String ENVOY_BASE_URL = "ISTIO_ENVOY_BASE_URL";

    private MakeEnvironment() {}

    /** What every make of a release gets. */
    static Map<String, String> standard(String version, Optional<String> hub, List<Platform> platforms) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("GOPATH", Command.WORK);
        environment.put("TAG", version);
        environment.put("VERSION", version);
        environment.put("BUILD_WITH_CONTAINER", "0");
        environment.put("IGNORE_DIRTY_TREE", "1");
        environment.put("INCLUDE_UNTAGGED_DEFAULT", "true");
        environment.put(
                "DOCKER_ARCHITECTURES",
                platforms.stream().map(Platform::toString).collect(Collectors.joining(",")));
        hub.ifPresent(value -> environment.put("HUB", value));
        return environment;
    }

    /** What the make that leads to images gets besides (release-builder pkg/build/docker.go). */
    static Map<String, String> docker(List<String> variants, Optional<String> proxyOverride) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("DOCKER_BUILD_VARIANTS", String.join(" ", variants));
        proxyOverride.ifPresent(url -> environment.put(ENVOY_BASE_URL, url));
        return environment;
    }

    /**
     * What chooses the platform that is compiled for, on any machine (istio tools/docker-builder/main.go,
     * archToEnvMap). With it a machine of one architecture makes the binaries of another.
     *
     * @param tree directory of the istio source
     */
    static Map<String, String> target(Platform platform, String tree) {
        String architecture = platform.architecture() + platform.variant();
        return new TreeMap<>(Map.of(
                "TARGET_OS",
                platform.os(),
                "TARGET_ARCH",
                architecture,
                "TARGET_OUT",
                tree + "/out/" + platform.os() + "_" + architecture,
                "TARGET_OUT_LINUX",
                tree + "/out/linux_" + architecture));
    }
}
