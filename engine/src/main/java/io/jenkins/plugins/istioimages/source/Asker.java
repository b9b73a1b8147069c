package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.manifest.Dependency;
import java.util.Optional;

/**
 * Who wants something of a repository: the subject of every error message.
 *
 * @param name in the user's words: {@code "dependency 'api'"}
 * @param location of the manifest entry, if there is a manifest
 */
record Asker(String name, Optional<SourceLocation> location) {
    static Asker of(Dependency dependency) {
        return new Asker("dependency '" + dependency.name() + "'", Optional.of(dependency.location()));
    }

    static Asker of(ResolvedSource source) {
        return new Asker("source '" + source.name() + "'", Optional.empty());
    }

    /** The name, with the location where there is one. */
    @Override
    public String toString() {
        return name + location.map(at -> " (" + at + ")").orElse("");
    }
}
