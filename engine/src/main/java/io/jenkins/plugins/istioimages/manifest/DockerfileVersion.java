package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.nio.file.Path;

/**
 * The version that stands in a {@code Dockerfile.version}, as resf/istio has it: {@code FROM istio/proxyv2:1.14.5}. It is
 * a Dockerfile because bots know how to bump it.
 *
 * @param version without a leading v or a variant
 * @param location of the image's name
 */
public record DockerfileVersion(String version, SourceLocation location) {
    /**
     * Reads the file: comments, {@code ARG NAME=default} and one {@code FROM [--platform=P] IMAGE:TAG [AS NAME]}.
     *
     * @throws InputException if the file cannot be read
     * @throws InvalidFileException if it is something else, or the tag is no version
     */
    public static DockerfileVersion read(Path file) {
        return new DockerfileVersionReader(YamlSource.read(file)).read();
    }

    /** {@link #read(Path)} from bytes. */
    public static DockerfileVersion read(String name, byte[] content) {
        return new DockerfileVersionReader(YamlSource.of(name, content)).read();
    }
}
