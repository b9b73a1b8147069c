package io.jenkins.plugins.istioimages.publish.targets;

import io.jenkins.plugins.istioimages.errors.InputException;

/**
 * Tells a target from the others of a run.
 *
 * @param kind what it is, in lower case: {@code registry}, {@code s3}, {@code git}, {@code github}
 * @param place where it is, as a user would write it, and without secrets: {@code ghcr.io/resf/istio}
 */
public record TargetName(String kind, String place) {
    public TargetName {
        if (!kind.matches("[a-z][a-z0-9-]*") || place.isBlank()) {
            throw new InputException("'" + kind + " " + place + "' does not name a target");
        }
    }

    @Override
    public String toString() {
        return kind + " " + place;
    }
}
