package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;

/** A release of Istio that has no support. */
public class UnsupportedReleaseException extends InputException {
    private static final long serialVersionUID = 1L;

    UnsupportedReleaseException(String message) {
        super(message);
    }
}
