package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.builder.BuilderImage;
import io.jenkins.plugins.istioimages.builder.BuilderSelection;
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
        return new BuilderSelection(
                        directory,
                        Optional.ofNullable(settings),
                        versions,
                        platforms.stream().map(Platform::parse).toList(),
                        Optional.ofNullable(since))
                .images(text -> notice(terminal, text));
    }

    private static void notice(Terminal terminal, String text) {
        terminal.err().println("notice: " + text);
    }
}
