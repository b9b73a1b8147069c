package io.jenkins.plugins.istioimages.errors;

/** The work was cancelled by the user or an outer timeout. Whoever throws it on an interrupt sets the flag again. */
public class CancelledException extends WorkException {
    private static final long serialVersionUID = 1L;

    public CancelledException(String message) {
        super(message);
    }

    public CancelledException(String message, Throwable cause) {
        super(message, cause);
    }
}
