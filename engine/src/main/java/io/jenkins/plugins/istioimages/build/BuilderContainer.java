package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Command;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Runs commands in a builder container, with the docker or the podman program. The stage's directory has the same path
 * inside and outside, because builds leave absolute links in it (Bazel does), and files belong to the user who builds.
 *
 * <p>A container is no child of the program that started it: it is ended by its name, which follows from the stage and
 * its directory, so that a run which was killed is tidied up by the next.
 */
public final class BuilderContainer implements Toolchain {
    /** What docker and podman exit with when the container could not be made at all. */
    private static final int NOT_STARTED = 125;
    /** Above it are signals: one may have ended docker itself, and the container goes on. */
    private static final int HIGHEST_OF_PROGRAMS = 127;
    /** The kernel's words for a program of another architecture. */
    private static final String FOREIGN = "exec format error";

    private static final String PROBE = "for p; do command -v \"$p\" > /dev/null || echo \"$p\"; done";

    private final ContainerClient client;
    private final ContainerImages images;
    private final ContainerOptions options;
    private final ProcessRunner processes;
    private final ProcessLimits limits;
    private final Map<String, String> inherited;
    /** By stage: a tag may become another image while the stage runs. */
    private final Map<String, ContainerImage> ready = new ConcurrentHashMap<>();

    /**
     * @param program {@code docker}, {@code podman}, or a path to one of them
     * @param inherited environment of that program; the commands inside see nothing of it
     */
    public BuilderContainer(
            String program,
            ContainerOptions options,
            ProcessRunner processes,
            ProcessLimits limits,
            Map<String, String> inherited) {
        this.client = new ContainerClient(program, processes, limits, inherited);
        this.images = new ContainerImages(client);
        this.options = options;
        this.processes = processes;
        this.limits = limits;
        this.inherited = Map.copyOf(inherited);
    }

    @Override
    public void endLeftOvers(Stage stage, StageDirectory directory) {
        client.check("builder image " + stage.builderImage());
        HostToolchain.endMarked(directory, limits.grace());
        client.remove(name(stage, directory));
    }

    /** Gets the image, and makes the directories that the container is given: docker would make them as root. */
    @Override
    public void makeReady(Stage stage, StageDirectory directory, Consumer<String> output) {
        ready.put(stage.id(), images.get(stage, options.pull(), output));
        make(Path.of(ContainerArguments.home(directory.path().toString())));
        for (String volume : options.volumes()) {
            Path cache = Path.of(ContainerOptions.directory(volume));
            if (!ContainerOptions.isReadOnly(volume)) {
                make(cache);
            } else if (!Files.isDirectory(cache)) {
                throw new WorkException("volume of the builder container: there is no directory " + cache);
            }
        }
    }

    /** The image that {@link #makeReady} found for a stage. */
    public ContainerImage image(Stage stage) {
        ContainerImage image = ready.get(stage.id());
        if (image == null) {
            throw new IllegalStateException("stage " + stage.id() + " is not ready");
        }
        return image;
    }

    /**
     * Starts a container as the commands will find it, for those who run them by other means.
     *
     * @param programs that the image must have
     * @throws StageFailedException if it cannot be started, or lacks one
     */
    public void probe(Stage stage, StageDirectory directory, List<String> programs) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", PROBE, "sh"));
        command.addAll(programs);
        ProcessResult result = run(
                stage, new Command(command, directory.path().toString(), List.of(), Map.of()), directory, line -> {});
        if (!result.succeeded()) {
            throw new StageFailedException(
                    stage.id(), "builder image " + stage.builderImage() + " has no shell that runs", result.tail());
        }
        if (!result.tail().isEmpty()) {
            throw new StageFailedException(
                    stage.id(),
                    "builder image " + stage.builderImage() + " lacks programs that every stage needs: "
                            + String.join(", ", result.tail()),
                    List.of());
        }
    }

    /** Whether containers must be told that users are the machine's: podman without root gives them others. */
    public boolean keepsUser(StageDirectory directory) {
        return owner(directory).filter(owner -> !owner.startsWith("0:")).isPresent() && client.isPodman();
    }

    @Override
    public ProcessResult run(Stage stage, Command command, StageDirectory directory, Consumer<String> output) {
        make(Path.of(ContainerArguments.home(directory.path().toString())));
        ProcessResult result;
        try {
            result = processes.run(spec(arguments(stage, command, directory), directory), limits, output);
        } catch (RuntimeException e) {
            removeAfter(e, stage, directory);
            throw e;
        }
        if (result.exit() == NOT_STARTED || result.exit() > HIGHEST_OF_PROGRAMS) {
            client.remove(name(stage, directory));
        }
        if (!result.succeeded() && result.tail().stream().anyMatch(line -> line.contains(FOREIGN))) {
            throw new StageFailedException(stage.id(), foreign(stage), result.tail());
        }
        if (result.exit() == NOT_STARTED) {
            throw new StageFailedException(
                    stage.id(),
                    client.program() + " could not start a container of builder image " + stage.builderImage(),
                    result.tail());
        }
        return result;
    }

    private static String foreign(Stage stage) {
        String cannot = "builder image " + stage.builderImage() + " holds programs that this machine, "
                + Platform.current() + ", cannot run; ";
        return stage.builderPlatform().isEmpty()
                ? cannot + "take an image for this machine: its makefiles compile for " + stage.platform()
                : cannot + "it was wanted for " + stage.builderPlatform() + ": build on a machine of that platform, or"
                        + " install emulators, on Debian with 'apt-get install qemu-user-static binfmt-support'";
    }

    private void removeAfter(RuntimeException failure, Stage stage, StageDirectory directory) {
        try {
            client.remove(name(stage, directory));
        } catch (WorkException e) {
            failure.addSuppressed(e);
        }
    }

    /** The whole command line. */
    List<String> arguments(Stage stage, Command command, StageDirectory directory) {
        String path = directory.path().toString();
        List<String> arguments = new ArrayList<>(List.of(client.program(), "run", "--rm"));
        if (options.user().isEmpty()) {
            owner(directory).ifPresent(owner -> arguments.addAll(List.of("--user", owner)));
        }
        arguments.addAll(ContainerArguments.of(stage, path, options, keepsUser(directory)));
        arguments.addAll(List.of("--volume", path + ":" + path, "--workdir", command.directory()));
        new TreeMap<>(command.environment())
                .forEach((name, value) -> arguments.addAll(List.of("--env", name + "=" + value)));
        ContainerImage image = ready.get(stage.id());
        arguments.add(image == null ? stage.builderImage() : image.id());
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

    private static Optional<String> owner(StageDirectory directory) {
        try {
            return Optional.of(Files.getAttribute(directory.path(), "unix:uid") + ":"
                    + Files.getAttribute(directory.path(), "unix:gid"));
        } catch (UnsupportedOperationException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new WorkException("cannot read who owns " + directory.path() + ": " + e, e);
        }
    }

    private static void make(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new WorkException("cannot make " + directory + ", a directory of the builder container: " + e, e);
        }
    }

    private ProcessSpec spec(List<String> arguments, StageDirectory directory) {
        Map<String, String> environment = new TreeMap<>(inherited);
        environment.put(HostToolchain.MARKER, directory.path().toString());
        return new ProcessSpec(arguments, directory.path(), environment, Optional.of(HostToolchain.MARKER));
    }

    static String name(Stage stage, StageDirectory directory) {
        return ContainerArguments.name(stage, directory.path().toString());
    }
}
