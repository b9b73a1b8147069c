package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.build.ProcessResult;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.build.ProcessSpec;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Builds a source tree with a new builder image before anybody else has it: the tree's own makefile is told the image by
 * {@code IMG}, as Maistra's README has it done by hand and Istio's makefiles understand it.
 */
public final class BuilderCheck {
    /** What Maistra's README says to run. */
    public static final List<String> DEFAULT_COMMAND = List.of("make", "build", "test");

    private static final String MARKER = "ISTIO_IMAGES_CHECK";

    private final Path tree;
    private final List<String> command;
    private final String containers;
    private final ProcessRunner processes;
    private final ProcessLimits limits;
    private final Map<String, String> inherited;

    /**
     * @param tree where the command runs
     * @param command an argument list
     * @param containers the program that has the image
     * @param inherited environment of the command
     * @throws InputException if there is no such tree, or no command
     */
    public BuilderCheck(
            Path tree,
            List<String> command,
            String containers,
            ProcessRunner processes,
            ProcessLimits limits,
            Map<String, String> inherited) {
        if (!Files.isDirectory(tree)) {
            throw new InputException("'" + tree + "' is not a directory: expected a source tree to build");
        }
        if (command.isEmpty()) {
            throw new InputException("say what to run in " + tree + ", like make build test");
        }
        this.tree = tree.toAbsolutePath().normalize();
        this.command = List.copyOf(command);
        this.containers = containers;
        this.processes = processes;
        this.limits = limits;
        this.inherited = Map.copyOf(inherited);
    }

    /**
     * Runs the command to its end.
     *
     * @param platform whose image is tried
     * @param name that the container program has it by
     * @throws BuilderException if it fails
     */
    void run(BuilderImage image, Platform platform, String name, BuilderListener listener) {
        listener.checking(image, platform, tree);
        Map<String, String> environment = new TreeMap<>(inherited);
        environment.put("IMG", name);
        // Without it Istio's makefiles would try the tools of this machine, and everything would be well.
        environment.put("BUILD_WITH_CONTAINER", "1");
        environment.put("CONTAINER_CLI", containers);
        environment.put(MARKER, UUID.randomUUID().toString());
        ProcessResult result = processes.run(
                new ProcessSpec(command, tree, environment, Optional.of(MARKER)),
                limits,
                line -> listener.output(image, platform, line));
        if (!result.succeeded()) {
            throw new BuilderException(
                    image.label() + " does not build " + tree + ": '" + String.join(" ", command) + "' ended with "
                            + result.exit(),
                    result.tail());
        }
        listener.checked(image, tree);
    }
}
