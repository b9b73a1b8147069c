package io.jenkins.plugins.istioimages.manifest;

/** Where the docker output leaves images ({@code dockerOutput}, release-builder PR 890). */
public enum DockerOutput {
    /** Archives in {@code out/docker}. */
    TAR,
    /** In the local Docker daemon. */
    CONTEXT
}
