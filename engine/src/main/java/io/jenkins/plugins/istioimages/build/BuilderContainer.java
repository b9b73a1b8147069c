package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Runs commands in a builder container, with the docker or the podman program. The stage's directory has the same path
 * inside and outside, because builds leave absolute links in it (Bazel does), and files belong to the user who builds.
 *
 * <p>A container is no child of the program that started it: it is ended by its name, which follows from the stage and
 * its directory, so that a run which was killed is tidied up by the next.
 */
public final class BuilderContainer implements Toolchain {
    /** On every container, with the stage's id. */
    public static final String LABEL = "io.jenkins.plugins.istioimages.stage";
    /** What docker and podman exit with when the container could not be made at all. */
    private static final int NOT_STARTED = 125;
    /** Above it are signals: one may have ended docker itself, and the container goes on. */
    private static final int HIGHEST_OF_PROGRAMS = 127;
    /** The kernel's words for a program of another architecture. */
    private static final String FOREIGN = "exec format error";

    private static final Duration REMOVAL = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String program;
    private final ProcessRunner processes;
    private final ProcessLimits limits;
    private final Map<String, String> inherited;

    /**
     * @param program {@code docker}, {@code podman}, or a path to one of them
     * @param inherited environment of that program; the commands inside see nothing of it
     */
    public BuilderContainer(
            String program, ProcessRunner processes, ProcessLimits limits, Map<String, String> inherited) {
        this.program = program;
        this.processes = processes;
        this.limits = limits;
        this.inherited = Map.copyOf(inherited);
    }

    @Override
    public ProcessResult run(Stage stage, Command command, StageDirectory directory, Consumer<String> output) {
        ProcessResult result;
        try {
            result = processes.run(spec(arguments(stage, command, directory), directory), limits, output);
        } catch (RuntimeException e) {
            removeAfter(e, stage, directory);
            throw e;
        }
        if (result.exit() == NOT_STARTED || result.exit() > HIGHEST_OF_PROGRAMS) {
            remove(stage, directory);
        }
        if (result.exit() == NOT_STARTED) {
            throw new StageFailedException(
                    stage.id(),
                    program + " could not start a container of builder image " + stage.builderImage(),
                    result.tail());
        }
        if (!result.succeeded() && result.tail().stream().anyMatch(line -> line.contains(FOREIGN))) {
            throw new StageFailedException(
                    stage.id(),
                    "builder image " + stage.builderImage() + " holds programs that this machine, "
                            + Platform.current() + ", cannot run; take an image for this machine: its makefiles compile"
                            + " for " + stage.platform(),
                    result.tail());
        }
        return result;
    }

    private void removeAfter(RuntimeException failure, Stage stage, StageDirectory directory) {
        try {
            remove(stage, directory);
        } catch (WorkException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void endLeftOvers(Stage stage, StageDirectory directory) {
        HostToolchain.endMarked(directory, limits.grace());
        remove(stage, directory);
    }

    /** The whole command line. */
    List<String> arguments(Stage stage, Command command, StageDirectory directory) {
        List<String> arguments = new ArrayList<>(List.of(program, "run", "--rm", "--name", name(stage, directory)));
        arguments.addAll(List.of("--label", LABEL + "=" + stage.id()));
        arguments.addAll(user(directory));
        arguments.addAll(List.of("--volume", directory.path() + ":" + directory.path()));
        arguments.addAll(List.of("--workdir", command.directory()));
        Map<String, String> environment = new TreeMap<>(command.environment());
        environment.putIfAbsent("HOME", home(directory).toString());
        environment.forEach((name, value) -> arguments.addAll(List.of("--env", name + "=" + value)));
        arguments.add(stage.builderImage());
        arguments.addAll(withoutRemoved(command));
        return arguments;
    }

    /** What the builder image itself sets is taken away inside, with env(1). */
    private static List<String> withoutRemoved(Command command) {
        List<String> arguments = new ArrayList<>();
        for (String name : command.removed()) {
            if (!command.environment().containsKey(name)) {
                arguments.addAll(List.of("-u", name));
            }
        }
        if (!arguments.isEmpty()) {
            arguments.add(0, "env");
        }
        arguments.addAll(command.arguments());
        return arguments;
    }

    private List<String> user(StageDirectory directory) {
        try {
            int uid = (Integer) Files.getAttribute(directory.path(), "unix:uid");
            int gid = (Integer) Files.getAttribute(directory.path(), "unix:gid");
            List<String> arguments = new ArrayList<>(List.of("--user", uid + ":" + gid));
            if (uid != 0 && Path.of(program).endsWith("podman")) {
                // Without root podman maps users, and files would belong to somebody else outside.
                arguments.add("--userns=keep-id");
            }
            return arguments;
        } catch (UnsupportedOperationException e) {
            return List.of();
        } catch (IOException e) {
            throw new WorkException("cannot read who owns " + directory.path() + ": " + e, e);
        }
    }

    private Path home(StageDirectory directory) {
        Path home = directory.path().resolve("home");
        try {
            return Files.createDirectories(home);
        } catch (IOException e) {
            throw new WorkException("cannot make " + home + ": " + e, e);
        }
    }

    /**
     * Ends the container and waits until it is gone; there may be none. An interrupt does not cut it short.
     *
     * @throws WorkException if the daemon does not answer, or cannot end it
     */
    private void remove(Stage stage, StageDirectory directory) {
        boolean interrupted = Thread.interrupted();
        try {
            String name = name(stage, directory);
            long deadline = System.nanoTime() + REMOVAL.toNanos();
            while (!succeeded("ps", ask("ps", "--all", "--quiet", "--filter", "name=^" + name + "$"))
                    .isEmpty()) {
                ProcessResult removed = ask("rm", "--force", name);
                if (!removed.succeeded()) {
                    // Somebody was faster: the daemon itself, for --rm of a container whose program has ended.
                    interrupted |= pause();
                }
                if (System.nanoTime() > deadline) {
                    succeeded("rm", removed);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ProcessResult ask(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        return processes.run(
                ProcessSpec.of(command, Path.of("/"), inherited),
                limits.withOverall(REMOVAL).withSilence(REMOVAL),
                line -> {});
    }

    private List<String> succeeded(String verb, ProcessResult result) {
        if (!result.succeeded()) {
            throw new WorkException("builder images need " + program + ", but '" + program + " " + verb + "' failed: "
                    + String.join("\n", result.tail()));
        }
        return result.tail();
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

    private ProcessSpec spec(List<String> arguments, StageDirectory directory) {
        Map<String, String> environment = new TreeMap<>(inherited);
        environment.put(HostToolchain.MARKER, directory.path().toString());
        return new ProcessSpec(arguments, directory.path(), environment, Optional.of(HostToolchain.MARKER));
    }

    static String name(Stage stage, StageDirectory directory) {
        return "istio-images-" + stage.id() + "-"
                + Digest.sha256(directory.path().toString()).shortHex();
    }
}
