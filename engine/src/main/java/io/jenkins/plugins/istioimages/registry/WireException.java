package io.jenkins.plugins.istioimages.registry;

import java.io.IOException;

/** A connection did not stand, broke or stalled: what may pass is tried again. */
final class WireException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    private enum Kind {
        PASSING,
        LASTING,
        DISTRUST
    }

    private WireException(String message, Throwable cause, Kind kind) {
        super(message, cause);
        this.kind = kind;
    }

    static WireException passing(String message, Throwable cause) {
        return new WireException(message, cause, Kind.PASSING);
    }

    /** One that another try cannot mend, such as an unknown host. */
    static WireException lasting(String message, Throwable cause) {
        return new WireException(message, cause, Kind.LASTING);
    }

    /** One side does not trust the other: no other try can mend it, the user can. */
    static WireException distrust(String message, Throwable cause) {
        return new WireException(message, cause, Kind.DISTRUST);
    }

    boolean mayPass() {
        return kind == Kind.PASSING;
    }

    /** The error for the user, when it is over. */
    RegistryException failure(String operation, String suffix) {
        String message = operation + ": " + getMessage() + suffix;
        return kind == Kind.DISTRUST
                ? new UntrustedRegistryException(message, this)
                : new RegistryException(message, this);
    }
}
