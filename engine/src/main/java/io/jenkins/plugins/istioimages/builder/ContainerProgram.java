package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.build.ProcessResult;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.build.ProcessSpec;
import io.jenkins.plugins.istioimages.build.Programs;
import io.jenkins.plugins.istioimages.errors.WorkException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The docker or podman program of this machine. */
public final class ContainerProgram {
    private static final Path ANYWHERE = Path.of("/");
    private static final Duration ANSWER = Duration.ofMinutes(2);
    private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.");
    private static final int WITHOUT_OWN_BUILDKIT = 23;
    private static final List<String> USUAL = List.of("docker", "podman");

    private final String program;
    private final ProcessRunner processes;
    private final ProcessLimits limits;
    private final Map<String, String> inherited;

    /**
     * @param program {@code docker}, {@code podman}, or a path to one of them
     * @param limits of a build
     * @param inherited environment of the program
     */
    public ContainerProgram(
            String program, ProcessRunner processes, ProcessLimits limits, Map<String, String> inherited) {
        this.program = program;
        this.processes = processes;
        this.limits = limits;
        this.inherited = Map.copyOf(inherited);
    }

    /**
     * The program to take where the user names none: docker, else podman.
     *
     * @param environment whose PATH counts
     * @throws WorkException if there is neither
     */
    public static String atHand(Map<String, String> environment) {
        return USUAL.stream()
                .filter(name -> Programs.find(name, ANYWHERE, environment).isPresent())
                .findFirst()
                .orElseThrow(() -> Programs.missing(USUAL.get(0)));
    }

    /** As the user calls it. */
    String name() {
        return program;
    }

    /** Whether what it runs is run by the kernel of this machine, and not by another machine's or a virtual one. */
    boolean isLocal() {
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
        return linux
                && List.of("DOCKER_HOST", "CONTAINER_HOST").stream()
                        .allMatch(name -> inherited.getOrDefault(name, "unix:").startsWith("unix:"));
    }

    /**
     * Which builds it can do.
     *
     * @throws WorkException if it does not answer, or builds for its own platform only
     */
    ContainerFlavor flavor() {
        String version = answer("--version");
        if (version.toLowerCase(Locale.ROOT).startsWith("podman")) {
            return ContainerFlavor.PODMAN;
        }
        if (ask("buildx", "version").succeeded()) {
            return ContainerFlavor.BUILDX;
        }
        Matcher number = VERSION.matcher(version);
        if (number.find() && Integer.parseInt(number.group(1)) < WITHOUT_OWN_BUILDKIT) {
            return ContainerFlavor.BUILDKIT;
        }
        throw new WorkException(program + " (" + version + ") has no plugin buildx, without which it builds images for"
                + " other platforms wrongly; install docker-buildx-plugin, or take podman");
    }

    /** Runs it to its end, with the limits of a build. */
    ProcessResult run(List<String> arguments, Map<String, String> environment, Consumer<String> output) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        Map<String, String> all = new TreeMap<>(inherited);
        all.putAll(environment);
        return processes.run(ProcessSpec.of(command, ANYWHERE, all), limits, output);
    }

    /**
     * What it says to a question.
     *
     * @throws WorkException if it refuses
     */
    String answer(String... arguments) {
        ProcessResult result = ask(arguments);
        String said = String.join("\n", result.tail());
        if (!result.succeeded()) {
            throw new WorkException("'" + program + " " + String.join(" ", arguments) + "' failed: " + said);
        }
        return said.strip();
    }

    /** What comes of a question that it may refuse. */
    ProcessResult ask(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        return processes.run(
                ProcessSpec.of(command, ANYWHERE, inherited),
                limits.withOverall(ANSWER).withSilence(ANSWER),
                line -> {});
    }
}
