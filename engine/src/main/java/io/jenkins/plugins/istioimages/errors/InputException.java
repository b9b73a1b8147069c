package io.jenkins.plugins.istioimages.errors;

import java.util.Optional;

/** What the user handed in is wrong: usage, a manifest, a reference, a Dockerfile. The command line exits with 2. */
public class InputException extends EngineException {
    private static final long serialVersionUID = 1L;

    private final SourceLocation location;

    public InputException(String message) {
        this(message, (Throwable) null);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
        this.location = null;
    }

    /** The message becomes {@code file:line:column: message}. */
    public InputException(SourceLocation location, String message) {
        super(location + ": " + message);
        this.location = location;
    }

    /** Where the input is wrong, if it came from a file. */
    public Optional<SourceLocation> location() {
        return Optional.ofNullable(location);
    }
}
