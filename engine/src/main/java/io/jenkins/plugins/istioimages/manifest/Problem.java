package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.io.Serializable;

/**
 * One thing that is wrong in a file.
 *
 * @param location where
 * @param message what, and what would be right
 */
public record Problem(SourceLocation location, String message) implements Serializable {
    /** {@code file:line:column: message}. */
    @Override
    public String toString() {
        return location + ": " + message;
    }
}
