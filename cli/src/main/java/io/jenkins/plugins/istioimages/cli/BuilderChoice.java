package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.builder.BuilderDirectory;
import io.jenkins.plugins.istioimages.builder.BuilderDirectoryReader;
import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderRepository;
import io.jenkins.plugins.istioimages.builder.ChangedImages;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which builder images are meant: mixed into what is done with them. */
final class BuilderChoice {
    @Option(
            names = {"-C", "--directory"},
            paramLabel = "DIR",
            defaultValue = "docker",
            description = "of NAME_VERSION.Dockerfile, and the context of all of them (default: ${DEFAULT-VALUE})")
    private Path directory;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "platforms by version; else builder-images.yaml of the directory, if there is one")
    private Path settings;

    @Option(names = "--version", split = ",", paramLabel = "V", description = "this version, or NAME:VERSION; else all")
    private List<String> versions = new ArrayList<>();

    @Option(
            names = "--platform",
            split = ",",
            paramLabel = "P",
            description = "like linux/arm64; else what the settings say, else this machine's")
    private List<String> platforms = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "COMMIT",
            description = "only what has changed between this commit and the one that is checked out")
    private String since;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    @SuppressWarnings("unused") // picocli looks at it
    private boolean help;

    Path directory() {
        return directory;
    }

    /** The images, in their order; what is left out of them is told. */
    List<BuilderImage> images(Terminal terminal) {
        Platform machine = new Platform("linux", Platform.current().architecture(), "");
        BuilderDirectoryReader reader = new BuilderDirectoryReader(
                platforms.stream().map(Platform::parse).toList(), machine);
        BuilderDirectory read =
                settings == null ? reader.read(directory) : reader.read(directory, Optional.of(settings));
        read.leftAlone()
                .forEach(file -> notice(terminal, file + " is left alone: its name is not NAME_VERSION.Dockerfile"));
        List<BuilderImage> images = read.versions(versions);
        if (since != null) {
            List<BuilderImage> changed = changed(read);
            images = images.stream().filter(changed::contains).toList();
        }
        if (!versions.isEmpty()) {
            // What was named and cannot be is an error of whoever builds it.
            return images;
        }
        images.stream()
                .filter(image -> image.platforms().isEmpty())
                .forEach(image -> notice(terminal, image.label() + " is left out: it is for other platforms"));
        return images.stream().filter(image -> !image.platforms().isEmpty()).toList();
    }

    private List<BuilderImage> changed(BuilderDirectory read) {
        try (BuilderRepository repository = BuilderRepository.of(directory)) {
            return new ChangedImages(read, repository.prefix()).of(repository.changed(since, "HEAD"));
        }
    }

    private static void notice(Terminal terminal, String text) {
        terminal.err().println("notice: " + text);
    }
}
