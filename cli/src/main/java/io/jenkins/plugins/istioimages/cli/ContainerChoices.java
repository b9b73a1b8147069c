package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.build.BuilderContainer;
import io.jenkins.plugins.istioimages.build.ContainerLoad;
import io.jenkins.plugins.istioimages.build.ContainerOptions;
import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.build.PullPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/** How builder containers are run: mixed into the verbs that run them. */
final class ContainerChoices {
    @Option(
            names = "--containers",
            paramLabel = "docker|podman",
            description = "program that runs builder containers; else docker")
    private String program = "docker";

    @Option(
            names = "--builder-user",
            paramLabel = "UID:GID",
            description = "whom commands run as in a builder container; else you")
    private String user = "";

    @Option(
            names = "--builder-volume",
            paramLabel = "DIR",
            description = "a directory that a builder container has at the same path, for caches; DIR:ro read-only")
    private List<String> volumes = new ArrayList<>();

    @Option(
            names = "--builder-network",
            paramLabel = "NAME",
            description = "network of builder containers, like host; else the program's default")
    private String network = "";

    @Option(
            names = "--builder-env",
            paramLabel = "NAME=VALUE",
            description = "a variable in builder containers that has no say in what is built, like GOCACHE or GOPROXY")
    private Map<String, String> variables = new TreeMap<>();

    @Option(
            names = "--builder-pull",
            paramLabel = "missing|always|never",
            description = "when a registry is asked for the builder image; else missing")
    private String pull = "missing";

    /** The options, checked. */
    ContainerOptions options() {
        return new ContainerOptions(user, volumes, network, variables, PullPolicy.parse(pull));
    }

    BuilderContainer container(ProcessRunner processes, ProcessLimits limits, Map<String, String> environment) {
        return container(UnaryOperator.identity(), processes, limits, environment);
    }

    /** @param more what the caller adds to the options */
    BuilderContainer container(
            UnaryOperator<ContainerOptions> more,
            ProcessRunner processes,
            ProcessLimits limits,
            Map<String, String> environment) {
        return new BuilderContainer(program, more.apply(options()), processes, limits, environment);
    }

    /** What hands images to the same program. */
    ContainerLoad load(ProcessRunner processes, ProcessLimits limits, Map<String, String> environment) {
        return new ContainerLoad(program, processes, limits, environment);
    }
}
