package io.jenkins.plugins.istioimages.manifest;

/** Where the commit of a dependency is looked up when the manifest does not say it ({@code auto}). */
public enum Auto {
    /** {@code lastStableSHA} in istio's {@code istio.deps}. */
    DEPS,
    /** The version of {@code istio.io/<repo>} in istio's {@code go.mod}. */
    MODULES,
    /** Envoy's commit in proxy's {@code WORKSPACE} or {@code MODULE.bazel}. */
    PROXY_WORKSPACE
}
