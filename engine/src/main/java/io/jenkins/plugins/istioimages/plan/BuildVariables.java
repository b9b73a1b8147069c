package io.jenkins.plugins.istioimages.plan;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Variables of the caller's environment that istio's makefiles, scripts and compilers take their choices from. They are
 * written into the plan, so that every machine builds with the same, they are seen, and they are part of the key; what
 * else is in an environment chooses paths and caches and not what comes out.
 */
public final class BuildVariables {
    /**
     * Makefile.core.mk, bin/init.sh, bin/build_ztunnel.sh and tools/docker-builder/types.go of istio; go help environment;
     * make's own for C.
     */
    private static final Pattern CHOICES = Pattern.compile("HUB|BASE_VERSION|ISTIO_BASE_REGISTRY|AGENTGATEWAY_IMAGE"
            + "|PROXY_REPO_SHA|ZTUNNEL_REPO_SHA|ISTIO_ENVOY_[A-Z_]+|ISTIO_ZTUNNEL_[A-Z_]+|BUILD_ZTUNNEL|SIDECAR"
            + "|DEBUG|DEBUG_IMAGE|BUILD_ALL|GOFLAGS|GCFLAGS|GOAMD64|GOARM|GOARM64|GOPPC64|GOEXPERIMENT|GOTOOLCHAIN"
            + "|CGO_ENABLED|CC|CXX|CFLAGS|CXXFLAGS|CPPFLAGS|LDFLAGS");

    private BuildVariables() {}

    /** Whether a variable of this name chooses what is built. */
    public static boolean isChoice(String name) {
        return CHOICES.matcher(name).matches();
    }

    static Map<String, String> of(Map<String, String> environment) {
        Map<String, String> chosen = new TreeMap<>(environment);
        chosen.keySet().removeIf(name -> !isChoice(name));
        return chosen;
    }
}
