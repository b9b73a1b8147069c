package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects what is wrong, so that the user hears of all of it at once. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    void add(String problem) {
        found.add(problem);
    }

    /** A value, or its error among the problems. */
    <T> Optional<T> attempt(Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (InputException e) {
            found.add(e.getMessage());
            return Optional.empty();
        }
    }

    /** @throws PlanException if there is any */
    void raise() {
        if (!found.isEmpty()) {
            throw new PlanException(found);
        }
    }
}
