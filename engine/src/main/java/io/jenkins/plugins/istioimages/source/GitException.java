package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.WorkException;

/** Work with a git repository failed; the subclasses tell the reasons that a caller may want to tell apart. */
public class GitException extends WorkException {
    private static final long serialVersionUID = 1L;

    GitException(Asker asker, String message, Throwable cause) {
        super(asker + ": " + message, cause);
    }

    GitException(String message, Throwable cause) {
        super(message, cause);
    }
}
