package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How images are built.
 *
 * @param arguments of the Dockerfiles: {@code --build-arg}
 * @param network of RUN instructions as the container program has it, for example {@code host}
 * @param pull whether base images that are here already are asked for again
 * @param parallel platforms of an image at a time
 * @param directory where archives stand for as long as they are needed: as large as all platforms of an image unpacked
 */
public record BuildChoices(
        SortedMap<String, String> arguments, Optional<String> network, boolean pull, int parallel, Path directory) {
    public BuildChoices {
        arguments = new TreeMap<>(arguments);
        if (parallel < 1) {
            throw new InputException("at least one platform at a time is built, not " + parallel);
        }
        if (!directory.isAbsolute()) {
            directory = directory.toAbsolutePath();
        }
    }

    /** One platform after the other, in the system's temporary directory. */
    public static BuildChoices standard() {
        return new BuildChoices(
                new TreeMap<>(), Optional.empty(), false, 1, Path.of(System.getProperty("java.io.tmpdir")));
    }

    public BuildChoices withArguments(Map<String, String> newArguments) {
        return new BuildChoices(new TreeMap<>(newArguments), network, pull, parallel, directory);
    }

    public BuildChoices withNetwork(Optional<String> newNetwork) {
        return new BuildChoices(arguments, newNetwork, pull, parallel, directory);
    }

    public BuildChoices withPull(boolean newPull) {
        return new BuildChoices(arguments, network, newPull, parallel, directory);
    }

    public BuildChoices withParallel(int newParallel) {
        return new BuildChoices(arguments, network, pull, newParallel, directory);
    }

    public BuildChoices withDirectory(Path newDirectory) {
        return new BuildChoices(arguments, network, pull, parallel, newDirectory);
    }
}
