package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The docker or the podman program: short questions to it, and containers that are ended by their name. */
final class ContainerClient {
    private static final Path ANYWHERE = Path.of("/");
    private static final Duration REMOVAL = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String program;
    private final ProcessRunner processes;
    private final ProcessLimits limits;
    private final Map<String, String> inherited;

    ContainerClient(String program, ProcessRunner processes, ProcessLimits limits, Map<String, String> inherited) {
        this.program = program;
        this.processes = processes;
        this.limits = limits;
        this.inherited = Map.copyOf(inherited);
    }

    String program() {
        return program;
    }

    /** Whether the program is podman, whatever it is called: some machines have it as {@code docker}. */
    boolean isPodman() {
        return Path.of(program).endsWith("podman")
                || ask("--version").tail().stream()
                        .anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("podman"));
    }

    /**
     * Sees that the program is there and its daemon answers.
     *
     * @param purpose of the container, for the error
     */
    void check(String purpose) {
        if (Programs.find(program, ANYWHERE, inherited).isEmpty()) {
            throw new WorkException(purpose + " needs " + program + ": "
                    + Programs.missing(program).getMessage() + ". Without a builder image make runs on the machine"
                    + " itself");
        }
        ProcessResult answer = ask("ps", "--quiet");
        if (!answer.succeeded()) {
            throw new WorkException(purpose + " needs " + program + ", but '" + program + " ps' failed: "
                    + String.join("\n", answer.tail()));
        }
    }

    /**
     * Ends a container and waits until it is gone; there may be none. An interrupt does not cut it short.
     *
     * @throws WorkException if the daemon does not answer, or cannot end it
     */
    void remove(String name) {
        boolean interrupted = Thread.interrupted();
        try {
            long deadline = System.nanoTime() + REMOVAL.toNanos();
            while (!answer("ps", "--all", "--quiet", "--filter", "name=^" + name + "$")
                    .isEmpty()) {
                ProcessResult removed = ask("rm", "--force", "--volumes", name);
                if (!removed.succeeded()) {
                    // Somebody was faster: the daemon itself, for --rm of a container whose program has ended.
                    interrupted |= pause();
                }
                if (System.nanoTime() > deadline) {
                    throw failed(removed, "rm");
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Runs it shortly; how it ended is for the caller to look at. */
    ProcessResult ask(String... arguments) {
        return run(limits.withOverall(REMOVAL).withSilence(REMOVAL), line -> {}, List.of(arguments));
    }

    /** Runs it with the limits of a build. */
    ProcessResult run(Consumer<String> output, List<String> arguments) {
        return run(limits, output, arguments);
    }

    private ProcessResult run(ProcessLimits most, Consumer<String> output, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        return processes.run(ProcessSpec.of(command, ANYWHERE, inherited), most, output);
    }

    private List<String> answer(String... arguments) {
        ProcessResult result = ask(arguments);
        if (!result.succeeded()) {
            throw failed(result, arguments[0]);
        }
        return result.tail();
    }

    private WorkException failed(ProcessResult result, String verb) {
        return new WorkException("builder images need " + program + ", but '" + program + " " + verb + "' failed: "
                + String.join("\n", result.tail()));
    }

    /** @return whether it was interrupted */
    private static boolean pause() {
        try {
            Thread.sleep(POLL.toMillis());
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
