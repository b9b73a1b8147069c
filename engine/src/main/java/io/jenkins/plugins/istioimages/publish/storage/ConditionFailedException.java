package io.jenkins.plugins.istioimages.publish.storage;

/** An object is not as it had to be for a write. Nothing was written. */
public final class ConditionFailedException extends StorageException {
    private static final long serialVersionUID = 1L;

    public ConditionFailedException(String message) {
        super(message);
    }
}
