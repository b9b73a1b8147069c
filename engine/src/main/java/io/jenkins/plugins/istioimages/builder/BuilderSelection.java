package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which images of a directory are meant.
 *
 * @param directory of {@code NAME_VERSION.Dockerfile}
 * @param settings a file that says which platforms versions have; else the directory's own, if it has one
 * @param versions these, or {@code NAME:VERSION}; all where it is empty
 * @param platforms as {@link BuilderDirectoryReader} has them
 * @param since only what has changed between this commit and the one that is checked out
 */
public record BuilderSelection(
        Path directory,
        Optional<Path> settings,
        List<String> versions,
        List<Platform> platforms,
        Optional<String> since) {
    public BuilderSelection {
        versions = List.copyOf(versions);
        platforms = List.copyOf(platforms);
    }

    /**
     * The images, in their order. One that was named and has no platform is among them: whoever builds it refuses it. Of
     * a version of several images those with platforms are enough.
     *
     * @param notices hears what is left out
     * @throws InputException if the directory or the settings are wrong, or there is no such version or commit
     */
    public List<BuilderImage> images(Consumer<String> notices) {
        Platform machine = new Platform("linux", Platform.current().architecture(), "");
        BuilderDirectoryReader reader = new BuilderDirectoryReader(platforms, machine);
        BuilderDirectory read = settings.isPresent() ? reader.read(directory, settings) : reader.read(directory);
        read.leftAlone()
                .forEach(file -> notices.accept(file + " is left alone: its name is not NAME_VERSION.Dockerfile"));
        List<BuilderImage> images = read.versions(versions);
        if (since.isPresent()) {
            List<BuilderImage> changed = changed(read, since.get());
            images = images.stream().filter(changed::contains).toList();
        }
        List<BuilderImage> left =
                images.stream().filter(image -> isLeftOut(image, read)).toList();
        left.forEach(image -> notices.accept(image.label() + " is left out: it is for other platforms"));
        return images.stream().filter(image -> !left.contains(image)).toList();
    }

    private boolean isLeftOut(BuilderImage image, BuilderDirectory read) {
        if (!image.platforms().isEmpty() || versions.contains(image.label())) {
            return false;
        }
        return versions.isEmpty()
                || read.versions(List.of(image.version())).stream()
                        .anyMatch(other -> !other.platforms().isEmpty());
    }

    private List<BuilderImage> changed(BuilderDirectory read, String commit) {
        try (BuilderRepository repository = BuilderRepository.of(directory)) {
            return new ChangedImages(read, repository.prefix()).of(repository.changed(commit, "HEAD"));
        }
    }
}
