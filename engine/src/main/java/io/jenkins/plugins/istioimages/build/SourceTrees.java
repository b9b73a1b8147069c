package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.plan.Stage;
import java.nio.file.Path;

/** Brings the sources of a stage: at their commits, with the release's version as a tag. */
@FunctionalInterface
public interface SourceTrees {
    /**
     * Checks one source out.
     *
     * @param name one of the stage's inputs
     * @param directory that does not exist yet; its parent does
     */
    void checkOut(Stage stage, String name, Path directory);
}
