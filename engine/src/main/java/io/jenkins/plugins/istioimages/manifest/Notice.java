package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.SourceLocation;

/**
 * Something in a file that is allowed, and that its author may not have meant.
 *
 * @param location where
 * @param message what, and what it leads to
 */
public record Notice(SourceLocation location, String message) {
    /** {@code file:line:column: message}. */
    @Override
    public String toString() {
        return location + ": " + message;
    }
}
