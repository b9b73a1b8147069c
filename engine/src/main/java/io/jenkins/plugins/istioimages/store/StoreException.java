package io.jenkins.plugins.istioimages.store;

import io.jenkins.plugins.istioimages.errors.WorkException;

/** A store did not do what it was asked; the message names the store, the operation and the reference. */
public class StoreException extends WorkException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
