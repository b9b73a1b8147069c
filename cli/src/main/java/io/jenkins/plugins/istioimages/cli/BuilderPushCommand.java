package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.builder.BuilderCheck;
import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderOutcome;
import io.jenkins.plugins.istioimages.builder.BuilderPublisher;
import io.jenkins.plugins.istioimages.builder.BuilderRepository;
import io.jenkins.plugins.istioimages.builder.BuilderRun;
import io.jenkins.plugins.istioimages.builder.BuilderTags;
import io.jenkins.plugins.istioimages.cli.progress.ProgressModel;
import io.jenkins.plugins.istioimages.cli.progress.ProgressView;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "push",
        description = {
            "Builds builder images and publishes them: all platforms by digest, the index over them, and when all of it"
                    + " was read back, the tags VERSION and VERSION-DATE-COMMIT.",
            "The image of a commit is built once: a second run finds it and changes nothing."
        })
final class BuilderPushCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private BuilderChoice choice = new BuilderChoice();

    @Mixin
    private BuilderTools tools = new BuilderTools();

    @Mixin
    private BuilderTarget target = new BuilderTarget();

    @Mixin
    private StoreOptions stores = new StoreOptions();

    @Mixin
    private ProgressOption progress = new ProgressOption();

    @Option(
            names = "--hub",
            required = true,
            split = ",",
            paramLabel = "REF",
            description = "registry and path that images go below; several may be given")
    private List<String> hubs = new ArrayList<>();

    @Option(
            names = "--tree",
            paramLabel = "DIR",
            description = "source tree that must build with an image before its tags are set")
    private Path tree;

    @Parameters(paramLabel = "COMMAND", description = "what to run in that tree, after --; default: make build test")
    private List<String> command = new ArrayList<>();

    @Option(
            names = "--moving-tag-only",
            description = "set no tag that names a commit: for directories that are in no git repository, or not"
                    + " committed as they are, and to build a commit once more")
    private boolean movingOnly;

    @Option(names = "--json", description = "print what was done as data")
    private boolean json;

    BuilderPushCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (tree == null && !command.isEmpty()) {
            throw new InputException("'" + String.join(" ", command) + "' is to be run where? Say it with --tree DIR");
        }
        List<BuilderImage> images = choice.images(terminal);
        Function<BuilderImage, BuilderTags> tags = tags();
        ProgressModel model = new ProgressModel();
        try (ProgressView view = progress.show(model, terminal);
                RegistryStore registries = stores.registries(model.transfers(StoreOptions.notices(view::say)))) {
            BuilderLog log = new BuilderLog(view);
            BuilderPublisher publisher = target.publisher(registries, hubs, model);
            Optional<BuilderCheck> check = Optional.ofNullable(tree).map(path -> tools.check(path, command));
            List<BuilderOutcome> outcomes = new BuilderRun(tools.workshop(log), check, Optional.of(publisher), log)
                    .run(choice.directory(), images, tags);
            return new BuilderResults(terminal, json).print(outcomes);
        }
    }

    private Function<BuilderImage, BuilderTags> tags() {
        if (movingOnly) {
            return BuilderTags::moving;
        }
        try (BuilderRepository repository = BuilderRepository.of(choice.directory())) {
            BuilderRepository.Head head = repository.cleanHead();
            return image -> BuilderTags.at(image, head);
        }
    }
}
