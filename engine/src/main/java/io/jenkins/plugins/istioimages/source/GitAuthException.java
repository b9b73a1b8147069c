package io.jenkins.plugins.istioimages.source;

/** A git server wants credentials, or refuses those it was given. */
public class GitAuthException extends GitException {
    private static final long serialVersionUID = 1L;

    GitAuthException(Asker asker, String message, Throwable cause) {
        super(asker, message, cause);
    }
}
