package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.builder.BuildChoices;
import io.jenkins.plugins.istioimages.builder.BuilderCheck;
import io.jenkins.plugins.istioimages.builder.BuilderDirectory;
import io.jenkins.plugins.istioimages.builder.BuilderDirectoryReader;
import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderOutcome;
import io.jenkins.plugins.istioimages.builder.BuilderPublisher;
import io.jenkins.plugins.istioimages.builder.BuilderRepository;
import io.jenkins.plugins.istioimages.builder.BuilderRun;
import io.jenkins.plugins.istioimages.builder.BuilderTags;
import io.jenkins.plugins.istioimages.builder.BuilderWorkshop;
import io.jenkins.plugins.istioimages.builder.ChangedImages;
import io.jenkins.plugins.istioimages.builder.ContainerProgram;
import io.jenkins.plugins.istioimages.builder.Emulators;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.PublishListener;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Builds, checks and publishes builder images on an agent that has docker or podman. */
public final class BuilderImagesCallable extends EngineCallable<String> {
    private static final long serialVersionUID = 1L;

    private final BuilderRequest request;
    private final Machine machine;

    public BuilderImagesCallable(BuilderRequest request, Machine machine) {
        this.request = request;
        this.machine = machine;
    }

    /** The tags with their digests, one a line. */
    @Override
    String work(Path workspace) {
        request.check();
        Path directory = workspace.resolve(request.directory);
        List<BuilderImage> images = images(directory);
        if (images.isEmpty()) {
            machine.log().say("nothing to build: no builder image has changed");
            return "";
        }
        Function<BuilderImage, BuilderTags> tags = tags(directory);
        BuilderLog log = new BuilderLog(machine.log());
        try (RegistryStore registries = machine.login().open(environment(), machine.log())) {
            List<BuilderOutcome> outcomes = new BuilderRun(
                            workshop(workspace, log), check(workspace), Optional.of(publisher(registries)), log)
                    .run(directory, images, tags);
            return answer(outcomes);
        }
    }

    private List<BuilderImage> images(Path directory) {
        Platform here = new Platform("linux", Platform.current().architecture(), "");
        BuilderDirectory read = new BuilderDirectoryReader(
                        request.platforms.stream().map(Platform::parse).toList(), here)
                .read(directory);
        read.leftAlone()
                .forEach(file -> machine.notice(file + " is left alone: its name is not NAME_VERSION.Dockerfile"));
        List<BuilderImage> wanted = read.versions(request.versions);
        if (!request.since.isEmpty()) {
            try (BuilderRepository repository = BuilderRepository.of(directory)) {
                List<BuilderImage> changed =
                        new ChangedImages(read, repository.prefix()).of(repository.changed(request.since, "HEAD"));
                wanted = wanted.stream().filter(changed::contains).toList();
            }
        }
        if (!request.versions.isEmpty()) {
            return wanted;
        }
        wanted.stream()
                .filter(image -> image.platforms().isEmpty())
                .forEach(image -> machine.notice(image.label() + " is left out: it is for other platforms"));
        return wanted.stream().filter(image -> !image.platforms().isEmpty()).toList();
    }

    private Function<BuilderImage, BuilderTags> tags(Path directory) {
        if (request.movingTagOnly) {
            return BuilderTags::moving;
        }
        try (BuilderRepository repository = BuilderRepository.of(directory)) {
            BuilderRepository.Head head = repository.cleanHead();
            return image -> BuilderTags.at(image, head);
        }
    }

    private BuilderWorkshop workshop(Path workspace, BuilderLog log) {
        // Beside the workspace, as Jenkins has it: what stands inside is the context, and git's.
        Path beside = workspace.resolveSibling(workspace.getFileName() + "@tmp");
        BuildChoices choices = BuildChoices.standard()
                .withNetwork(Optional.of(request.network).filter(mode -> !mode.isEmpty()))
                .withPull(request.pull)
                .withDirectory(beside);
        ContainerProgram program =
                new ContainerProgram(program(), new ProcessRunner(), ProcessLimits.DEFAULT, environment());
        return new BuilderWorkshop(program, Emulators.ofThisMachine(), choices, log);
    }

    private Optional<BuilderCheck> check(Path workspace) {
        if (request.tree.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BuilderCheck(
                workspace.resolve(request.tree),
                request.command.isEmpty() ? BuilderCheck.DEFAULT_COMMAND : request.command,
                program(),
                new ProcessRunner(),
                ProcessLimits.DEFAULT,
                environment()));
    }

    private BuilderPublisher publisher(RegistryStore registries) {
        return new BuilderPublisher(
                registries,
                request.hubs.stream().map(hub -> Hub.parse(hub).repository()).toList(),
                Compressors.of(environment()).named("gzip"),
                MirrorCache.defaultDirectory(environment()).resolve("layers"),
                PublishListener.NONE);
    }

    private String program() {
        return request.containers.isEmpty() ? ContainerProgram.atHand(environment()) : request.containers;
    }

    /** The agent's, with what the step sees over it. */
    private Map<String, String> environment() {
        Map<String, String> all = new TreeMap<>(System.getenv());
        all.putAll(machine.environment());
        return all;
    }

    /** @throws WorkException if an image failed: the others have their tags all the same */
    private static String answer(List<BuilderOutcome> outcomes) {
        List<String> failed = outcomes.stream()
                .filter(outcome -> outcome.failure().isPresent())
                .map(outcome ->
                        outcome.image().label() + ": " + outcome.failure().get().getMessage())
                .toList();
        if (!failed.isEmpty()) {
            throw new WorkException(failed.size() + " of " + outcomes.size()
                    + " builder images failed and keep their tags as they were:\n" + String.join("\n", failed));
        }
        return outcomes.stream()
                .flatMap(outcome -> outcome.published().stream())
                .map(tag -> tag.reference() + "@" + tag.manifest().digest())
                .collect(Collectors.joining("\n"));
    }
}
