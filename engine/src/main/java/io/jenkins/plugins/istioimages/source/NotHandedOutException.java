package io.jenkins.plugins.istioimages.source;

/** The server was asked for a commit by its id, and does not have it or does not give by id. */
final class NotHandedOutException extends GitException {
    private static final long serialVersionUID = 1L;

    NotHandedOutException(Asker asker, Throwable cause) {
        super(asker, "the server does not hand out this commit", cause);
    }
}
