package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;

/** There is no git repository at the URL or path, or it is hidden from whoever asks. */
public class RepositoryNotFoundException extends InputException {
    private static final long serialVersionUID = 1L;

    private RepositoryNotFoundException(SourceLocation location, String message) {
        super(location, message);
    }

    private RepositoryNotFoundException(String message) {
        super(message);
    }

    static RepositoryNotFoundException of(Asker asker, String message) {
        String text = asker.name() + ": " + message;
        return asker.location()
                .map(at -> new RepositoryNotFoundException(at, text))
                .orElseGet(() -> new RepositoryNotFoundException(text));
    }
}
