package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;

/** A commit was to be found in istio's or proxy's own files ({@code auto}), and they do not name the repository. */
public class UnknownModuleException extends InputException {
    private static final long serialVersionUID = 1L;

    private UnknownModuleException(SourceLocation location, String message) {
        super(location, message);
    }

    private UnknownModuleException(String message) {
        super(message);
    }

    static UnknownModuleException of(Asker asker, String message) {
        String text = asker.name() + ": " + message;
        return asker.location()
                .map(at -> new UnknownModuleException(at, text))
                .orElseGet(() -> new UnknownModuleException(text));
    }
}
