package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what is wrong, so that the user hears of all of it at once, and of each thing once. */
final class Problems {
    /** What those who know nothing of two plans call the option that chooses who makes images. */
    private static final String IMAGE_BUILDER = "--image-builder ";

    private final IstioTree tree;
    private final String imageBuilder;
    private final Set<String> found = new LinkedHashSet<>();

    Problems(IstioTree tree) {
        this(tree, IMAGE_BUILDER);
    }

    private Problems(IstioTree tree, String imageBuilder) {
        this.tree = tree;
        this.imageBuilder = imageBuilder;
    }

    /** Those of base images, which another option chooses the image builder of. */
    static Problems ofBases(IstioTree tree) {
        return new Problems(tree, "--base-image-builder ");
    }

    void add(String problem) {
        found.add(tree.named(problem).replace(IMAGE_BUILDER, imageBuilder));
    }

    /** A value, or its error among the problems. */
    <T> Optional<T> attempt(Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (InputException e) {
            add(e.getMessage());
            return Optional.empty();
        }
    }

    /** @throws PlanException if there is any */
    void raise() {
        if (!found.isEmpty()) {
            throw new PlanException(List.copyOf(found));
        }
    }
}
