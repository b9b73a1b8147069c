package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the manifest decide which Envoy and which ztunnel are in the images. istio's scripts take the commits of
 * istio.deps, unless these variables name others (istio bin/init.sh); release-builder sets none of them, so that there the
 * manifest's commits reach tags and licences alone.
 */
public final class ProxyCommits {
    /** The commit of istio/proxy that Envoy is of. */
    public static final String PROXY = "PROXY_REPO_SHA";
    /** The commit of istio/ztunnel. */
    public static final String ZTUNNEL = "ZTUNNEL_REPO_SHA";

    private static final Map<String, String> DEPENDENCIES = new TreeMap<>(Map.of(PROXY, "proxy", ZTUNNEL, "ztunnel"));

    private final Lock lock;

    ProxyCommits(Lock lock) {
        this.lock = lock;
    }

    /**
     * Says what contradicts the manifest.
     *
     * @param variables that the user gave
     */
    void check(Map<String, String> variables) {
        DEPENDENCIES.forEach((variable, name) -> {
            ResolvedSource source = lock.sources().get(name);
            String given = variables.get(variable);
            if (source != null && given != null && !given.equals(source.sha())) {
                throw new InputException(variable + " is to be " + given + ", and the manifest's " + name + " is "
                        + source.sha() + ": leave one of them out");
            }
        });
    }

    /** Sets the variables for make. */
    void addTo(Map<String, String> environment) {
        DEPENDENCIES.forEach((variable, name) -> {
            ResolvedSource source = lock.sources().get(name);
            if (source != null) {
                environment.put(variable, source.sha());
            }
        });
    }
}
