package io.jenkins.plugins.istioimages.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program to run: an argument list, never a shell line.
 *
 * @param arguments program and arguments
 * @param directory to run in
 * @param environment all of it; nothing is inherited beyond this
 * @param marker name of a variable whose value no process outside this program's tree has: how descendants are found
 *     that left it
 * @param output file that gets the standard output, for answers that are no lines; without one it is heard with the
 *     standard error
 */
public record ProcessSpec(
        List<String> arguments,
        Path directory,
        Map<String, String> environment,
        Optional<String> marker,
        Optional<Path> output) {
    public ProcessSpec {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("a command has at least a program");
        }
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** All output of it is heard. */
    public ProcessSpec(
            List<String> arguments, Path directory, Map<String, String> environment, Optional<String> marker) {
        this(arguments, directory, environment, marker, Optional.empty());
    }

    /** The same with its standard output in a file. */
    public ProcessSpec withOutput(Path file) {
        return new ProcessSpec(arguments, directory, environment, marker, Optional.of(file));
    }

    /** A program whose descendants need no marker. */
    public static ProcessSpec of(List<String> arguments, Path directory, Map<String, String> environment) {
        return new ProcessSpec(arguments, directory, environment, Optional.empty());
    }

    /** {@code NAME=value} as it stands in the environment of every process of the tree. */
    Optional<String> markerEntry() {
        return marker.filter(environment::containsKey).map(name -> name + "=" + environment.get(name));
    }
}
