package io.jenkins.plugins.istioimages.publish.attest;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who built a release, when and told what. All of it is data of the run: nothing is taken from a clock here, and what is
 * empty does not stand in the provenance.
 *
 * @param builder URI of the platform that is trusted to have built as the provenance says
 * @param versions of the platform's parts, by name
 * @param invocation URI of the run
 * @param started when the run began
 * @param finished when it ended
 * @param parameters what the user of the run chose, by name
 */
public record RunFacts(
        String builder,
        Map<String, String> versions,
        Optional<String> invocation,
        Optional<Instant> started,
        Optional<Instant> finished,
        Map<String, String> parameters) {
    /** The builder of releases that somebody builds on a machine of theirs. */
    public static final String LOCAL_BUILDER = "https://github.com/jenkinsci/istio-images-plugin/local/v1";

    public RunFacts {
        versions = Map.copyOf(new TreeMap<>(versions));
        parameters = Map.copyOf(new TreeMap<>(parameters));
    }

    /** A builder, and nothing of the run: the same sources have the same provenance. */
    public static RunFacts of(String builder, Map<String, String> versions) {
        return new RunFacts(builder, versions, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
    }
}
