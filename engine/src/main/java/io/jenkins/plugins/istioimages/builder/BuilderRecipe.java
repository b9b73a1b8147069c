package io.jenkins.plugins.istioimages.builder;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a Dockerfile is built with beside its context.
 *
 * @param target the stage that becomes the image; empty for the last one
 * @param arguments {@code --build-arg}
 */
public record BuilderRecipe(Optional<String> target, SortedMap<String, String> arguments) {
    /** A Dockerfile as it is. */
    public static final BuilderRecipe PLAIN = new BuilderRecipe(Optional.empty(), new TreeMap<>());

    public BuilderRecipe {
        arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
    }
}
