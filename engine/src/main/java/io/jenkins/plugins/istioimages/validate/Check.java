package io.jenkins.plugins.istioimages.validate;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.Optional;

/** One thing that a release must have or be. Checks know nothing of each other and may run side by side. */
public interface Check {
    /** Names it in reports: lower-case words with dashes. */
    String name();

    /** What holds when it passes: one line for people. */
    String title();

    /** Which of the manifest's outputs it is about; empty for all. Of a release without it nothing is looked at. */
    default Optional<Output> output() {
        return Optional.empty();
    }

    /**
     * Looks.
     *
     * @throws io.jenkins.plugins.istioimages.errors.EngineException if it cannot look, which counts as failed
     */
    Outcome run(Release release);
}
