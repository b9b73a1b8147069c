package io.jenkins.plugins.istioimages.oci;

import io.jenkins.plugins.istioimages.errors.WorkException;

/** A manifest, index or config that came from a store is not what its media type says. */
public class MalformedContentException extends WorkException {
    private static final long serialVersionUID = 1L;

    public MalformedContentException(String message) {
        super(message);
    }

    public MalformedContentException(String message, Throwable cause) {
        super(message, cause);
    }
}
