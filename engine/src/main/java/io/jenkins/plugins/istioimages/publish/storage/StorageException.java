package io.jenkins.plugins.istioimages.publish.storage;

import io.jenkins.plugins.istioimages.errors.WorkException;

/** An object store does not answer, or does not do what it was asked. */
public class StorageException extends WorkException {
    private static final long serialVersionUID = 1L;

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
