package io.jenkins.plugins.istioimages.source;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every dependency of a release at its commit: what a build is made from, and enough to make it again.
 *
 * @param version of the release
 * @param sources by manifest key, in the order of the manifest; {@code istio} is always there
 */
public record Lock(String version, Map<String, ResolvedSource> sources) {
    public Lock {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }

    /** The istio source, whose commit time is the time of everything that is published. */
    public ResolvedSource istio() {
        return sources.get("istio");
    }
}
