package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.plan.Stage;
import java.util.List;

/** Makes what a stage is to make. */
@FunctionalInterface
public interface StageWork {
    /**
     * Runs the stage from its beginning.
     *
     * @return its images, all of them in the staging store
     */
    List<ImageRecord> run(Stage stage);
}
