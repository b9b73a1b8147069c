package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.store.StoreException;
import java.util.List;

/** A registry answered with an error that will not pass, or did not answer at all. */
public class RegistryException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final List<String> codes;

    public RegistryException(String message) {
        this(message, null);
    }

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
        this.codes = List.of();
    }

    public RegistryException(String message, int status, List<String> codes) {
        super(message);
        this.status = status;
        this.codes = List.copyOf(codes);
    }

    /** The HTTP status, 0 where there was no answer. */
    public int status() {
        return status;
    }

    /** The registry's own error codes (distribution-spec, "Error Codes"), as far as it gave any. */
    public List<String> codes() {
        return codes;
    }
}
