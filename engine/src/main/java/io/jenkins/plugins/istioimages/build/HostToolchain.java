package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs commands as processes of this machine. */
public final class HostToolchain implements Toolchain {
    /** Its value is the stage's directory: every process of the stage has it, and nobody else. */
    static final String MARKER = "GOPATH";

    private final ProcessRunner processes;
    private final ProcessLimits limits;
    private final Map<String, String> inherited;

    /** @param inherited what commands see of this machine's environment */
    public HostToolchain(ProcessRunner processes, ProcessLimits limits, Map<String, String> inherited) {
        this.processes = processes;
        this.limits = limits;
        this.inherited = Map.copyOf(inherited);
    }

    @Override
    public ProcessResult run(Stage stage, Command command, StageDirectory directory, Consumer<String> output) {
        return processes.run(
                new ProcessSpec(
                        command.arguments(),
                        Path.of(command.directory()),
                        command.environmentOver(inherited),
                        Optional.of(MARKER)),
                limits,
                output);
    }

    @Override
    public void endLeftOvers(Stage stage, StageDirectory directory) {
        endMarked(directory, limits.grace());
    }

    /** The machine is there. */
    @Override
    public void makeReady(Stage stage, StageDirectory directory, Consumer<String> output) {}

    static void endMarked(StageDirectory directory, Duration grace) {
        List<ProcessHandle> left =
                ProcessTree.leftOver(MARKER + "=" + directory.path()).kill(grace);
        if (!left.isEmpty()) {
            throw new WorkException("processes of an earlier build in " + directory.path() + " cannot be ended: "
                    + left.stream().map(ProcessHandle::pid).toList());
        }
    }
}
