package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;

/** A dependency that cannot be resolved as the manifest gives it: a malformed URL, a cycle, a missing field. */
public class InvalidSourceException extends InputException {
    private static final long serialVersionUID = 1L;

    private InvalidSourceException(SourceLocation location, String message) {
        super(location, message);
    }

    private InvalidSourceException(String message) {
        super(message);
    }

    static InvalidSourceException of(Asker asker, String message) {
        String text = asker.name() + ": " + message;
        return asker.location()
                .map(at -> new InvalidSourceException(at, text))
                .orElseGet(() -> new InvalidSourceException(text));
    }
}
