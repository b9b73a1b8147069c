package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.store.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Builds images, all platforms or none. Nothing has a name that a second build could have too, and nothing is left behind
 * but the container program's own cache.
 */
public final class BuilderWorkshop {
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);

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
        ContainerFlavor flavor = program.flavor();
        Path archives = temporary(image);
        String run = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        SortedMap<Platform, String> names = new TreeMap<>();
        image.platforms().forEach(platform -> names.put(platform, name(run, image, platform)));
        try {
            PlatformBuild build = new PlatformBuild(program, flavor, choices, listener);
            try (Workers workers = new Workers("builder", choices.parallel())) {
                workers.forEach(
                        names.keySet(),
                        platform -> build.run(
                                context,
                                image,
                                platform,
                                names.get(platform),
                                archives.resolve(platform.slug() + ".tar")));
            }
            return use.apply(new BuiltImage(image, archives, names));
        } finally {
            names.values().forEach(this::remove);
            delete(archives);
        }
    }

    /** Below localhost, so that no push of it can go anywhere. */
    private static String name(String run, BuilderImage image, Platform platform) {
        return "localhost/istio-images-" + run + "/" + image.name() + ":" + image.version() + "-" + platform.slug();
    }

    private void remove(String name) {
        try {
            new TemporaryImage(program, name, BETWEEN_ATTEMPTS).remove();
        } catch (WorkException e) {
            // What was done is done; what is in the way is told.
            listener.notice("the temporary image " + name + " is left behind: " + e.getMessage());
        }
    }

    private Path temporary(BuilderImage image) {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(choices.directory()), "istio-images-" + image.version() + "-");
        } catch (IOException e) {
            throw new InputException(
                    "cannot make a directory for archives in " + choices.directory() + ": " + e.getMessage(), e);
        }
    }

    private void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            listener.notice("temporary files are left behind in " + directory + ": " + e.getMessage());
        }
    }
}
