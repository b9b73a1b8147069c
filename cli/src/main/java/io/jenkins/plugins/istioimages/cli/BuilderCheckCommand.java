package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderRun;
import io.jenkins.plugins.istioimages.builder.BuilderTags;
import io.jenkins.plugins.istioimages.builder.BuilderWorkshop;
import io.jenkins.plugins.istioimages.cli.progress.ProgressModel;
import io.jenkins.plugins.istioimages.cli.progress.ProgressView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Builds a source tree with new builder images, on the platform that is nearest to this machine.",
            "The tree's command finds the image in IMG, and BUILD_WITH_CONTAINER=1. Nothing is published."
        })
final class BuilderCheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private BuilderChoice choice = new BuilderChoice();

    @Mixin
    private BuilderTools tools = new BuilderTools();

    @Mixin
    private ProgressOption progress = new ProgressOption();

    @Option(
            names = "--tree",
            required = true,
            paramLabel = "DIR",
            description = "source tree to build, like istio/istio")
    private Path tree;

    @Parameters(paramLabel = "COMMAND", description = "what to run there, after --; default: make build test")
    private List<String> command = new ArrayList<>();

    @Option(names = "--json", description = "print what was done as data")
    private boolean json;

    BuilderCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<BuilderImage> images = choice.images(terminal);
        try (ProgressView view = progress.show(new ProgressModel(), terminal)) {
            BuilderLog log = new BuilderLog(view);
            BuilderWorkshop workshop = tools.workshop(log);
            BuilderRun run = new BuilderRun(workshop, Optional.of(tools.check(tree, command)), Optional.empty(), log);
            return new BuilderResults(terminal, json)
                    .print(run.run(choice.directory(), workshop.nearest(images), BuilderTags::moving));
        }
    }
}
