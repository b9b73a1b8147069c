package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.build.ProcessResult;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.layout.ArchiveSource;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Builds one platform of an image and writes it to an archive, which is read and never loaded. */
final class PlatformBuild {
    private final ContainerProgram program;
    private final ContainerFlavor flavor;
    private final BuildChoices choices;
    private final BuilderListener listener;

    PlatformBuild(ContainerProgram program, ContainerFlavor flavor, BuildChoices choices, BuilderListener listener) {
        this.program = program;
        this.flavor = flavor;
        this.choices = choices;
        this.listener = listener;
    }

    /**
     * Builds and saves.
     *
     * @param name for the container program
     * @throws BuilderException if it fails, or what comes out is for another platform
     */
    void run(Path context, BuilderImage image, Platform platform, String name, Path archive) {
        listener.building(image, platform);
        Consumer<String> output = line -> listener.output(image, platform, line);
        String what = image.label() + " for " + platform;
        succeed(program.run(arguments(context, image, platform, name), flavor.environment(), output), what, "built");
        List<String> save = new ArrayList<>(flavor.save(archive.toString()));
        save.add(name);
        succeed(program.run(save, flavor.environment(), output), what, "saved");
        checkPlatform(archive, platform, what);
        try {
            listener.built(image, platform, Files.size(archive));
        } catch (IOException e) {
            throw new WorkException("cannot read " + archive + ": " + e.getMessage(), e);
        }
    }

    /** Everything after the program. */
    List<String> arguments(Path context, BuilderImage image, Platform platform, String name) {
        List<String> arguments = new ArrayList<>(flavor.build());
        arguments.addAll(List.of("--platform", platform.toString()));
        arguments.addAll(List.of("--file", image.dockerfile().toAbsolutePath().toString()));
        arguments.addAll(List.of("--tag", name));
        choices.network().ifPresent(network -> arguments.addAll(List.of("--network", network)));
        image.recipe().target().ifPresent(target -> arguments.addAll(List.of("--target", target)));
        SortedMap<String, String> given = new TreeMap<>(image.recipe().arguments());
        given.putAll(choices.arguments());
        given.forEach((key, value) -> arguments.addAll(List.of("--build-arg", key + "=" + value)));
        if (choices.pull()) {
            arguments.add("--pull");
        }
        arguments.add(context.toAbsolutePath().toString());
        return arguments;
    }

    private void succeed(ProcessResult result, String what, String done) {
        if (!result.succeeded()) {
            throw new BuilderException(
                    what + " cannot be " + done + ": " + program.name() + " ended with " + result.exit(),
                    result.tail());
        }
    }

    /** A base image of another platform that was here already may have been taken. */
    private static void checkPlatform(Path archive, Platform platform, String what) {
        try (ArchiveSource source = ArchiveSource.open(archive)) {
            List<Platform> found = source.images().stream()
                    .map(image -> image.settings().platform())
                    .toList();
            if (!found.equals(List.of(platform))) {
                throw new BuilderException(
                        what + " came out as an image of " + found
                                + "; look at what its FROM names, and build with fresh base images",
                        List.of());
            }
        }
    }
}
