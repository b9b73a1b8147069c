package io.jenkins.plugins.istioimages.errors;

/**
 * Root of every error the engine reports on purpose. The message is written for the user: it says what is wrong,
 * where, and what would be right, and never contains a secret.
 */
public abstract class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected EngineException(String message) {
        super(message);
    }

    protected EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
