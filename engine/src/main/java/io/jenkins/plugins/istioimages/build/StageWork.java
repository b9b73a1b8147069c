package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.plan.Stage;

/** Makes what a stage is to make. */
@FunctionalInterface
public interface StageWork {
    /**
     * Runs the stage from its beginning.
     *
     * @return what it made, all of it in the staging store
     */
    StageRecords run(Stage stage);
}
