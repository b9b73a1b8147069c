package io.jenkins.plugins.istioimages.publish.cosign;

import io.jenkins.plugins.istioimages.errors.WorkException;

/** cosign was asked to sign and did not. The message says what it said, without secrets. */
public final class CosignException extends WorkException {
    private static final long serialVersionUID = 1L;

    /** What kept it from signing. */
    public enum Reason {
        /** It is not installed. */
        MISSING,
        /** It is of a version that is called in another way. */
        VERSION,
        /** It ended with an error: no such key, not allowed, no answer from the service. */
        REFUSED,
        /** It took too long and was ended. */
        TIMEOUT,
        /** It said that all was well, and what it gave is no signature of the message, or no key. */
        WRONG_ANSWER
    }

    private final Reason reason;

    public CosignException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public CosignException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
