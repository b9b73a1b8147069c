package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderPublisher;
import io.jenkins.plugins.istioimages.builder.BuilderRun;
import io.jenkins.plugins.istioimages.builder.BuilderTags;
import io.jenkins.plugins.istioimages.cli.progress.ProgressModel;
import io.jenkins.plugins.istioimages.cli.progress.ProgressView;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "build",
        description = {
            "Builds builder images into an OCI layout, under the hub's names and their versions as tags.",
            "From there 'copy oci:DIR HUB/ --all-tags' brings them elsewhere."
        })
final class BuilderBuildCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private BuilderChoice choice = new BuilderChoice();

    @Mixin
    private BuilderTools tools = new BuilderTools();

    @Mixin
    private BuilderTarget target = new BuilderTarget();

    @Mixin
    private ProgressOption progress = new ProgressOption();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = "builder-images",
            description = "OCI layout, made if it is not there (default: ${DEFAULT-VALUE})")
    private Path output;

    @Option(
            names = "--hub",
            paramLabel = "REF",
            defaultValue = "localhost/builder",
            description = "what the names in the layout begin with (default: ${DEFAULT-VALUE})")
    private String hub;

    @Option(names = "--json", description = "print what was done as data")
    private boolean json;

    BuilderBuildCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<BuilderImage> images = choice.images(terminal);
        ProgressModel model = new ProgressModel();
        try (ProgressView view = progress.show(model, terminal);
                OciLayout layout = OciLayout.create(output, model.transfers(StoreOptions.notices(view::say)))) {
            BuilderLog log = new BuilderLog(view);
            BuilderPublisher publisher = target.publisher(layout, List.of(hub), model);
            return new BuilderResults(terminal, json)
                    .print(new BuilderRun(tools.workshop(log), Optional.empty(), Optional.of(publisher), log)
                            .run(choice.directory(), images, BuilderTags::moving));
        }
    }
}
