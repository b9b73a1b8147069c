package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.InputException;

/** A patch is malformed, or does not fit the tree that it was made for another state of. */
public class PatchException extends InputException {
    private static final long serialVersionUID = 1L;

    PatchException(String message) {
        super(message);
    }
}
