package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;

/** A branch, tag or commit that the repository does not have, or that is not where the manifest says it is. */
public class UnknownRefException extends InputException {
    private static final long serialVersionUID = 1L;

    private UnknownRefException(SourceLocation location, String message) {
        super(location, message);
    }

    private UnknownRefException(String message) {
        super(message);
    }

    static UnknownRefException of(Asker asker, String message) {
        String text = asker.name() + ": " + message;
        return asker.location()
                .map(at -> new UnknownRefException(at, text))
                .orElseGet(() -> new UnknownRefException(text));
    }
}
