package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;

/** The release's version is a tag already, at another commit (release-builder pkg/source.go, TagRepo). */
public class TagConflictException extends InputException {
    private static final long serialVersionUID = 1L;

    private TagConflictException(SourceLocation location, String message) {
        super(location, message);
    }

    private TagConflictException(String message) {
        super(message);
    }

    static TagConflictException of(Asker asker, String message) {
        String text = asker.name() + ": " + message;
        return asker.location()
                .map(at -> new TagConflictException(at, text))
                .orElseGet(() -> new TagConflictException(text));
    }
}
