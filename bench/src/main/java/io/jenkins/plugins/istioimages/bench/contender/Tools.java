package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.BenchException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Programs on the PATH. */
final class Tools {
    private Tools() {}

    static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The program, or an error that names the Debian package to install. */
    static String require(String program, String debianPackage) {
        return find(program)
                .map(Path::toString)
                .orElseThrow(() -> new BenchException(
                        program + " is not on the PATH; install the Debian package " + debianPackage));
    }
}
