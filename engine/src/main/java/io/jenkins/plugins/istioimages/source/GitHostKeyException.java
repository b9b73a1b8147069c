package io.jenkins.plugins.istioimages.source;

/** An ssh server's host key is not known, or is not the one that is known. */
public class GitHostKeyException extends GitException {
    private static final long serialVersionUID = 1L;

    GitHostKeyException(Asker asker, String message, Throwable cause) {
        super(asker, message, cause);
    }
}
