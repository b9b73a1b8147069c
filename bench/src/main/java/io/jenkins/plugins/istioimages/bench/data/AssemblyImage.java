package io.jenkins.plugins.istioimages.bench.data;

import java.nio.file.Path;

/**
 * An image to assemble from files.
 *
 * @param name of its repository
 * @param context directory that holds its Dockerfile and, per architecture, its executable
 */
public record AssemblyImage(String name, Path context) {
    /** The Dockerfile, which has no RUN. */
    public Path dockerfile() {
        return context.resolve("Dockerfile");
    }

    /** The executable in the context. */
    public Path binary(Machine machine) {
        return context.resolve(machine.architecture()).resolve(name);
    }

    /** Where the executable stands in the image, without leading slash. */
    public String path() {
        return "usr/local/bin/" + name;
    }
}
