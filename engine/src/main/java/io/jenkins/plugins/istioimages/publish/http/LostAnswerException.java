package io.jenkins.plugins.istioimages.publish.http;

/** The connection broke, or something on the way did: whether the server has done what it was asked for is not known. */
public final class LostAnswerException extends ApiException {
    private static final long serialVersionUID = 1L;

    LostAnswerException(String message, int status, Throwable cause) {
        super(message, status, cause);
    }
}
