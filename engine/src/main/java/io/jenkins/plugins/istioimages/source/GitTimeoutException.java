package io.jenkins.plugins.istioimages.source;

/** A git server did not answer in time. */
public class GitTimeoutException extends GitException {
    private static final long serialVersionUID = 1L;

    GitTimeoutException(Asker asker, String message, Throwable cause) {
        super(asker, message, cause);
    }
}
