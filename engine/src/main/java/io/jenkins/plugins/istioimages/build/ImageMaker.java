package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.plan.Stage;
import java.util.List;

/** Brings the images of a stage into the staging store, once before and once after its commands have run. */
public interface ImageMaker {
    /**
     * Checks the sources before any command is run, so that what cannot be made is said before an hour of compiling.
     *
     * @throws io.jenkins.plugins.istioimages.errors.InputException if the sources cannot be made into images
     */
    void check(Stage stage, StageDirectory directory);

    /**
     * Makes or collects the images and pushes them by digest, untagged.
     *
     * @return a record for each
     */
    List<ImageRecord> make(Stage stage, StageDirectory directory);
}
