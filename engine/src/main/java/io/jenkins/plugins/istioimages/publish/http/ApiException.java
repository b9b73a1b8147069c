package io.jenkins.plugins.istioimages.publish.http;

import io.jenkins.plugins.istioimages.errors.WorkException;

/** A web API refused, or answered what it should not. */
public class ApiException extends WorkException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of the answer; 0 without one */
    public ApiException(String message, int status) {
        this(message, status, null);
    }

    public ApiException(String message, int status, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** Status of the answer; 0 without one. */
    public int status() {
        return status;
    }

    /** What came of a request that was refused. */
    public static ApiException of(ApiRequest request, ApiAnswer answer) {
        String hint = answer.status() == 401 ? "; the token is wrong or has expired" : "";
        return new ApiException(
                request.operation() + ": " + request.uri().getHost() + " answers with " + answer.brief() + hint,
                answer.status());
    }
}
