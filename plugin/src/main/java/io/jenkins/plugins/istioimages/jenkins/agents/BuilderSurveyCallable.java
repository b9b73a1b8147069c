package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderRepository;
import io.jenkins.plugins.istioimages.builder.BuilderSelection;
import io.jenkins.plugins.istioimages.builder.BuilderTags;
import io.jenkins.plugins.istioimages.builder.BuilderWorkshop;
import io.jenkins.plugins.istioimages.builder.ContextDigest;
import io.jenkins.plugins.istioimages.builder.Emulators;
import io.jenkins.plugins.istioimages.builder.KnownImages;
import io.jenkins.plugins.istioimages.builder.PlatformNotRunnableException;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderRequest;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderSurvey;
import io.jenkins.plugins.istioimages.jenkins.data.PlannedBuilder;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sees which builder images are asked for, which of them a hub has, and which platforms can be built in this workspace. */
public final class BuilderSurveyCallable extends EngineCallable<String> {
    private static final long serialVersionUID = 1L;

    private final BuilderRequest request;
    private final Machine machine;

    public BuilderSurveyCallable(BuilderRequest request, Machine machine) {
        this.request = request;
        this.machine = machine;
    }

    /** The text of a {@link BuilderSurvey}. */
    @Override
    String work(Path workspace) {
        request.check();
        Path directory = workspace.resolve(request.directory());
        BuilderTools tools = new BuilderTools(request, workspace, machine);
        List<BuilderImage> images = images(directory);
        if (images.isEmpty()) {
            machine.log().say("nothing to build: no builder image has changed");
        }
        Optional<BuilderRepository.Head> head = images.isEmpty() ? Optional.empty() : head(directory);
        // That it is there is seen before anything is built.
        tools.check();
        List<PlannedBuilder> planned = planned(images, head, tools);
        SortedSet<Platform> missing = BuilderSurvey.missing(planned);
        SortedSet<Platform> own = new TreeSet<>(missing);
        own.removeIf(platform -> !Emulators.ofThisMachine().isNative(platform));
        return new BuilderSurvey(
                        planned,
                        head.map(BuilderRepository.Head::sha).orElse(""),
                        ContextDigest.of(directory),
                        own,
                        refused(missing, own, directory, tools))
                .write();
    }

    private List<BuilderImage> images(Path directory) {
        List<BuilderImage> images = new BuilderSelection(
                        directory,
                        Optional.empty(),
                        request.versions(),
                        request.platforms().stream().map(Platform::parse).toList(),
                        Optional.of(request.since()).filter(since -> !since.isEmpty()))
                .images(machine::notice);
        images.stream().filter(image -> image.platforms().isEmpty()).findFirst().ifPresent(image -> {
            throw new InputException(image.label() + " is built for none of the platforms that were asked for");
        });
        return images;
    }

    private Optional<BuilderRepository.Head> head(Path directory) {
        if (request.movingTagOnly() || request.checkOnly()) {
            return Optional.empty();
        }
        try (BuilderRepository repository = BuilderRepository.of(directory)) {
            return Optional.of(repository.cleanHead());
        }
    }

    private List<PlannedBuilder> planned(
            List<BuilderImage> images, Optional<BuilderRepository.Head> head, BuilderTools tools) {
        if (request.checkOnly()) {
            return images.stream()
                    .map(image -> PlannedBuilder.of(image, BuilderTags.moving(image), false))
                    .toList();
        }
        List<PlannedBuilder> planned = new ArrayList<>();
        try (RegistryStore registries = tools.registries()) {
            KnownImages known = new KnownImages(registries, request.repositories());
            for (BuilderImage image : images) {
                BuilderTags tags = BuilderTags.of(image, head);
                planned.add(PlannedBuilder.of(image, tags, known.has(image, tags)));
            }
        }
        return planned;
    }

    /** Whether an emulator is there is asked for those only that the processor does not run itself. */
    private static SortedMap<Platform, String> refused(
            SortedSet<Platform> missing, SortedSet<Platform> own, Path directory, BuilderTools tools) {
        SortedMap<Platform, String> refused = new TreeMap<>();
        if (own.containsAll(missing)) {
            return refused;
        }
        BuilderWorkshop workshop;
        try {
            workshop = tools.workshop();
        } catch (InputException e) {
            // Others may build what this agent cannot.
            missing.stream()
                    .filter(platform -> !own.contains(platform))
                    .forEach(platform -> refused.put(platform, e.getMessage()));
            return refused;
        }
        for (Platform platform : missing) {
            try {
                workshop.check(List.of(new BuilderImage("any", "any", directory, List.of(platform))));
            } catch (PlatformNotRunnableException e) {
                refused.put(platform, e.getMessage());
            }
        }
        return refused;
    }
}
