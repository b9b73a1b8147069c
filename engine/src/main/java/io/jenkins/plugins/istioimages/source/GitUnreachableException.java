package io.jenkins.plugins.istioimages.source;

/** A git server's host is not known, refuses the connection, or broke it. */
public class GitUnreachableException extends GitException {
    private static final long serialVersionUID = 1L;

    GitUnreachableException(Asker asker, String message, Throwable cause) {
        super(asker, message, cause);
    }
}
