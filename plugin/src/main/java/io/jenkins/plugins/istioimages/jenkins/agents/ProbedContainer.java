package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.build.BuilderContainer;
import io.jenkins.plugins.istioimages.build.ProcessResult;
import io.jenkins.plugins.istioimages.build.StageDirectory;
import io.jenkins.plugins.istioimages.build.Toolchain;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.util.List;
import java.util.function.Consumer;

/**
 * A builder container that Jenkins starts: tried out before sources are fetched, because Docker Pipeline does not say what
 * an image lacks, and a {@code sh} step whose programs are not there only never ends.
 */
final class ProbedContainer implements Toolchain {
    /** Of Docker Pipeline's container ({@code cat}), of the sh step (BourneShellScript), and of our own line for it. */
    private static final List<String> PROGRAMS = List.of("cat", "cp", "env", "mv", "nohup", "sh", "sleep", "touch");

    private final BuilderContainer container;

    ProbedContainer(BuilderContainer container) {
        this.container = container;
    }

    @Override
    public void endLeftOvers(Stage stage, StageDirectory directory) {
        container.endLeftOvers(stage, directory);
    }

    @Override
    public void makeReady(Stage stage, StageDirectory directory, Consumer<String> output) {
        container.makeReady(stage, directory, output);
        container.probe(stage, directory, PROGRAMS);
    }

    @Override
    public ProcessResult run(Stage stage, Command command, StageDirectory directory, Consumer<String> output) {
        return container.run(stage, command, directory, output);
    }
}
