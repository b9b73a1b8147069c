package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.IOException;
import java.nio.file.Path;

/** Makes the files of stages of one kind. */
public interface FileMaker {
    /**
     * Gets the sources ready before any command is run, and says what cannot be made of them.
     *
     * @throws io.jenkins.plugins.istioimages.errors.InputException if the sources are not what they should be
     */
    default void prepare(Stage stage, StageDirectory directory) throws IOException {}

    /**
     * Makes the files of the sources and of what the commands left.
     *
     * @param out empty directory; what lies in it afterwards is what the release gets
     */
    void make(Stage stage, StageDirectory directory, Path out) throws IOException;
}
