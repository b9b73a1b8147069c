package io.jenkins.plugins.istioimages.validate;

import io.jenkins.plugins.istioimages.validate.facts.Release;

/** One thing that a release must have or be. Checks know nothing of each other and may run side by side. */
public interface Check {
    /** Names it in reports: lower-case words with dashes. */
    String name();

    /** What holds when it passes: one line for people. */
    String title();

    /**
     * Looks.
     *
     * @throws io.jenkins.plugins.istioimages.errors.EngineException if it cannot look, which counts as failed
     */
    Outcome run(Release release);
}
