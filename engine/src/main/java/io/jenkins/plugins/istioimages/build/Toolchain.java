package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.util.function.Consumer;

/** Where the programs of a stage run: on the machine itself, or in a builder container. */
public interface Toolchain {
    /**
     * Runs one command of a stage to its end.
     *
     * @param command with real paths, see {@link Command#at}
     * @param output hears every line
     * @return how it ended, also where it failed
     */
    ProcessResult run(Stage stage, Command command, StageDirectory directory, Consumer<String> output);

    /** Ends what an earlier run of the stage left behind because it was killed itself. */
    void endLeftOvers(Stage stage, StageDirectory directory);

    /**
     * Gets what commands of the stage run in.
     *
     * @param directory as it is before sources are in it
     * @param output hears what is said meanwhile
     */
    void makeReady(Stage stage, StageDirectory directory, Consumer<String> output);
}
