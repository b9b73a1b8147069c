package io.jenkins.plugins.istioimages.image.dockerfile;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;

/** A Dockerfile says something that cannot be understood or that cannot be done without running a container. */
public class DockerfileException extends InputException {
    private static final long serialVersionUID = 1L;

    public DockerfileException(SourceLocation location, String message) {
        super(location, message);
    }
}
