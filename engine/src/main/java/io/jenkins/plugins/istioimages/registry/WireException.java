package io.jenkins.plugins.istioimages.registry;

import java.io.IOException;

/** A connection did not stand, broke or stalled: may pass, so it is tried again. */
final class WireException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    private WireException(String message, Throwable cause, boolean passing) {
        super(message, cause);
        this.passing = passing;
    }

    static WireException passing(String message, Throwable cause) {
        return new WireException(message, cause, true);
    }

    /** One that another try cannot mend: an unknown host, a certificate that is not trusted. */
    static WireException lasting(String message, Throwable cause) {
        return new WireException(message, cause, false);
    }

    boolean mayPass() {
        return passing;
    }
}
