package io.jenkins.plugins.istioimages.publish.storage;

/** An object store does not know us, does not let us in, or does not have the bucket. */
public final class AccessException extends StorageException {
    private static final long serialVersionUID = 1L;

    public AccessException(String message) {
        super(message);
    }
}
