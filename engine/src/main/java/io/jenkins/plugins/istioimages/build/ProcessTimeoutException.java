package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.util.List;

/** A program took too long or said nothing for too long; it and all that it started were ended. */
public class ProcessTimeoutException extends WorkException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> tail;

    public ProcessTimeoutException(String message, List<String> tail) {
        super(message);
        this.tail = List.copyOf(tail);
    }

    /** The last lines it wrote. */
    public List<String> tail() {
        return tail == null ? List.of() : tail;
    }
}
