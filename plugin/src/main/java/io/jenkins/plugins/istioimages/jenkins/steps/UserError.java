package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.AbortException;
import io.jenkins.plugins.istioimages.errors.EngineException;

/** An error of the engine as Jenkins shows it to users: its message, no stack trace. */
final class UserError extends AbortException {
    private static final long serialVersionUID = 1L;

    UserError(EngineException reason) {
        super(reason.getMessage());
    }
}
