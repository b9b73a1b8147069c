package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import java.util.Optional;
import java.util.function.Supplier;

/** Something that is found out at the first question, once for all threads; also that it cannot be. */
final class Lazy<T> {
    private final Supplier<T> finder;
    private Optional<T> value = Optional.empty();
    private Optional<EngineException> failure = Optional.empty();

    Lazy(Supplier<T> finder) {
        this.finder = finder;
    }

    synchronized T get() {
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (value.isEmpty()) {
            try {
                value = Optional.of(finder.get());
            } catch (CancelledException e) {
                throw e;
            } catch (EngineException e) {
                failure = Optional.of(e);
                throw e;
            }
        }
        return value.get();
    }
}
