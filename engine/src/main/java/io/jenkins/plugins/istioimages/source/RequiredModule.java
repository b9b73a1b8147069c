package io.jenkins.plugins.istioimages.source;

import java.util.Optional;

/**
 * A Go module that the {@code go.mod} of a source requires.
 *
 * @param path of the module, or of what replaces it
 * @param version for example {@code v1.2.3}
 * @param sum of all its files as {@code go.sum} has it, {@code h1:…=}; empty where it has none
 */
public record RequiredModule(String path, String version, Optional<String> sum) {}
