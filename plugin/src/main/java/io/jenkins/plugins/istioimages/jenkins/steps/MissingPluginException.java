package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.AbortException;

/** What was asked for needs a plugin that Jenkins does not have, or that is not active. */
final class MissingPluginException extends AbortException {
    private static final long serialVersionUID = 1L;

    MissingPluginException(String message) {
        super(message);
    }
}
