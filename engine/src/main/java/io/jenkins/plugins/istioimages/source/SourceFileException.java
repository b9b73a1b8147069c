package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;

/** A file in a source tree that commits are looked up in ({@code istio.deps}, {@code go.mod}, …) is malformed. */
public class SourceFileException extends InputException {
    private static final long serialVersionUID = 1L;

    SourceFileException(SourceLocation location, String message) {
        super(location, message);
    }
}
