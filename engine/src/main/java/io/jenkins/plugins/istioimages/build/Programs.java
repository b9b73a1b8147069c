package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds programs as execvp(3) does, so that a missing one is reported by name before anything starts. */
public final class Programs {
    /** Debian packages of what builds call by name. */
    private static final Map<String, String> PACKAGES =
            Map.of("make", "make", "docker", "docker.io", "podman", "podman", "git", "git", "bash", "bash");

    private Programs() {}

    /**
     * Where a program is.
     *
     * @param name a path if it holds a slash, else looked up
     * @param directory that a relative path is meant from
     * @param environment whose PATH counts
     */
    public static Optional<Path> find(String name, Path directory, Map<String, String> environment) {
        try {
            if (name.indexOf('/') >= 0) {
                return Optional.of(directory.resolve(name)).filter(Programs::isProgram);
            }
            for (String entry :
                    environment.getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator, -1)) {
                Path candidate = directory.resolve(entry).resolve(name);
                if (isProgram(candidate)) {
                    return Optional.of(candidate);
                }
            }
            return Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The error for a program that is not there. */
    public static WorkException missing(String name) {
        String advice = Optional.ofNullable(PACKAGES.get(name))
                .map(debianPackage -> "; install it, on Debian with: apt-get install " + debianPackage)
                .orElse("");
        return new WorkException("program '" + name + "' is not on this machine's PATH" + advice);
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
