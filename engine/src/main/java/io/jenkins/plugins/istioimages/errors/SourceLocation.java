package io.jenkins.plugins.istioimages.errors;

import java.io.Serializable;

/**
 * A place in a text the user wrote.
 *
 * @param file path or name as the user gave it
 * @param line from 1
 * @param column from 1
 */
public record SourceLocation(String file, int line, int column) implements Serializable {
    /** {@code file:line:column}, the form that editors and terminals link. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
