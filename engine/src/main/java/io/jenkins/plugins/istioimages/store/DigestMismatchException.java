package io.jenkins.plugins.istioimages.store;

/** Bytes arrived that are not those that were asked for. */
public class DigestMismatchException extends StoreException {
    private static final long serialVersionUID = 1L;

    public DigestMismatchException(String message) {
        super(message);
    }

    public DigestMismatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
