package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.SourceLocation;

/**
 * A text file of a commit.
 *
 * @param name for locations: {@code istio@86c9f01fd73a:go.mod}
 * @param text of the file
 */
record SourceText(String name, String text) {
    /** The place of a character. */
    SourceLocation at(int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new SourceLocation(name, line, Math.min(offset, text.length()) - lineStart + 1);
    }
}
