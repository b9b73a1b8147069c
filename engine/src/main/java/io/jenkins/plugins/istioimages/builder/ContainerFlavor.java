package io.jenkins.plugins.istioimages.builder;

import java.util.List;
import java.util.Map;

/** What building for another platform is called, by program and age. */
enum ContainerFlavor {
    /** Docker with its plugin: asked by name, since the plain build may be the old builder, and loaded at its end. */
    BUILDX,
    /** Docker before 23 without the plugin: BuildKit is in the daemon, and must be asked for. */
    BUILDKIT,
    PODMAN;

    /** The words after the program that begin a build. */
    List<String> build() {
        return switch (this) {
            case BUILDX -> List.of("buildx", "build", "--load", "--progress=plain");
            case BUILDKIT -> List.of("build", "--progress=plain");
            case PODMAN -> List.of("build");
        };
    }

    /** The words after the program that write an image, whose name follows, to a file. */
    List<String> save(String file) {
        return this == PODMAN
                ? List.of("save", "--format", "docker-archive", "--output", file)
                : List.of("save", "--output", file);
    }

    /** What the program must see. */
    Map<String, String> environment() {
        return switch (this) {
            case BUILDX -> Map.of("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
            case BUILDKIT -> Map.of("DOCKER_BUILDKIT", "1");
            case PODMAN -> Map.of();
        };
    }
}
