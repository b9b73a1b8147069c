package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.builder.BuildChoices;
import io.jenkins.plugins.istioimages.builder.BuilderCheck;
import io.jenkins.plugins.istioimages.builder.BuilderListener;
import io.jenkins.plugins.istioimages.builder.BuilderWorkshop;
import io.jenkins.plugins.istioimages.builder.ContainerProgram;
import io.jenkins.plugins.istioimages.builder.Emulators;
import io.jenkins.plugins.istioimages.errors.InputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What builder images are built with: mixed into the verbs that build them. */
final class BuilderTools {
    @Option(
            names = "--containers",
            paramLabel = "docker|podman",
            description = "program that builds; else docker, else podman")
    private String containers;

    @Option(names = "--build-arg", paramLabel = "NAME=VALUE", description = "argument of the Dockerfiles")
    private Map<String, String> arguments = new LinkedHashMap<>();

    @Option(names = "--network", paramLabel = "MODE", description = "of RUN instructions, as the program has it")
    private String network;

    @Option(names = "--pull", description = "ask for base images again that are here already")
    private boolean pull;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "1",
            description = "how many platforms of an image are built at once (default: ${DEFAULT-VALUE})")
    private int jobs;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "where images stand while they are built and sent: as large as all platforms of one of them;"
                    + " else the system's temporary directory")
    private Path work;

    @Option(names = "--timeout", paramLabel = "MINUTES", description = "for every program that is run; default 360")
    private long timeout = ProcessLimits.DEFAULT.overall().toMinutes();

    BuilderWorkshop workshop(BuilderListener listener) {
        BuildChoices choices = BuildChoices.standard()
                .withArguments(arguments)
                .withNetwork(Optional.ofNullable(network))
                .withPull(pull)
                .withParallel(jobs);
        ContainerProgram program = new ContainerProgram(program(), new ProcessRunner(), limits(), System.getenv());
        return new BuilderWorkshop(
                program, Emulators.ofThisMachine(), work == null ? choices : choices.withDirectory(work), listener);
    }

    /** @param command of the tree; Maistra's where it is empty */
    BuilderCheck check(Path tree, List<String> command) {
        return new BuilderCheck(
                tree,
                command.isEmpty() ? BuilderCheck.DEFAULT_COMMAND : command,
                program(),
                new ProcessRunner(),
                limits(),
                System.getenv());
    }

    private String program() {
        return containers == null ? ContainerProgram.atHand(System.getenv()) : containers;
    }

    private ProcessLimits limits() {
        if (timeout < 1) {
            throw new InputException("--timeout " + timeout + ": a program gets at least a minute");
        }
        return ProcessLimits.DEFAULT.withOverall(Duration.ofMinutes(timeout));
    }
}
