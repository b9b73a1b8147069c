package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.build.ProcessResult;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.store.Workers;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Builds images, all platforms or none. Nothing has a name that a second build could have too, and nothing is left behind
 * but the container program's own cache.
 */
public final class BuilderWorkshop {
    private final ContainerProgram program;
    private final Emulators emulators;
    private final BuildChoices choices;
    private final BuilderListener listener;

    public BuilderWorkshop(
            ContainerProgram program, Emulators emulators, BuildChoices choices, BuilderListener listener) {
        this.program = program;
        this.emulators = emulators;
        this.choices = choices;
        this.listener = listener;
    }

    /**
     * Sees, before anything is built, that the images can be: programs of their platforms run here. A container program
     * that works on another machine has to find that out itself.
     *
     * @throws PlatformNotRunnableException if some cannot
     * @throws InputException if an image has no platform
     */
    public void check(Collection<BuilderImage> images) {
        images.stream().filter(image -> image.platforms().isEmpty()).findFirst().ifPresent(image -> {
            throw new InputException(image.label() + " is built for none of the platforms that were asked for");
        });
        if (program.isLocal()) {
            emulators.check(images.stream()
                    .flatMap(image -> image.platforms().stream())
                    .distinct()
                    .toList());
        }
    }

    /** The platform of an image to try it on: one that the processor runs itself, else the first. */
    public Platform nearest(BuilderImage image) {
        return image.platforms().stream()
                .filter(emulators::isNative)
                .findFirst()
                .orElse(image.platforms().get(0));
    }

    /** Images for that platform of theirs alone; what has none stays so. */
    public List<BuilderImage> nearest(List<BuilderImage> images) {
        return images.stream()
                .map(image -> image.platforms().isEmpty() ? image : image.on(List.of(nearest(image))))
                .toList();
    }

    /**
     * Builds all platforms of an image and hands them over.
     *
     * @param context directory of the Dockerfiles
     * @param use what to do with them; afterwards they are gone
     * @throws BuilderException if a platform cannot be built: then there is no use
     */
    public <T> T build(Path context, BuilderImage image, Function<BuiltImage, T> use) {
        PlatformBuild build = new PlatformBuild(program, program.flavor(), choices, listener);
        try (TemporaryImages temporary = TemporaryImages.open(program, choices.directory(), image, listener)) {
            try (Workers workers = new Workers("builder", choices.parallel())) {
                workers.forEach(
                        image.platforms(),
                        platform -> build.run(
                                context,
                                image,
                                platform,
                                temporary.names().get(platform),
                                temporary.archive(platform)));
            }
            return use.apply(new BuiltImage(image, temporary.archives(), temporary.names()));
        }
    }

    /**
     * Gives the container program one platform of an image that was built elsewhere.
     *
     * @param fetch writes a docker-archive of it: its name, and the file
     * @param use what to do with it, by that name; afterwards it is gone
     * @throws BuilderException if the program does not take it
     */
    void load(BuilderImage image, Platform platform, BiConsumer<String, Path> fetch, Consumer<String> use) {
        BuilderImage one = image.on(List.of(platform));
        try (TemporaryImages temporary = TemporaryImages.open(program, choices.directory(), one, listener)) {
            String name = temporary.names().get(platform);
            Path archive = temporary.archive(platform);
            fetch.accept(name, archive);
            ProcessResult result = program.run(
                    List.of("load", "--input", archive.toString()),
                    Map.of(),
                    line -> listener.output(image, platform, line));
            if (!result.succeeded()) {
                throw new BuilderException(
                        image.label() + " for " + platform + " cannot be loaded: " + program.name() + " ended with "
                                + result.exit(),
                        result.tail());
            }
            use.accept(name);
        }
    }
}
