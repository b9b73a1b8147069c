package io.jenkins.plugins.istioimages.errors;

/** The input was right, the work failed: a build, a transfer, a server. The command line exits with 1. */
public class WorkException extends EngineException {
    private static final long serialVersionUID = 1L;

    public WorkException(String message) {
        super(message);
    }

    public WorkException(String message, Throwable cause) {
        super(message, cause);
    }
}
