package io.jenkins.plugins.istioimages.image.dockerfile;

import io.jenkins.plugins.istioimages.errors.SourceLocation;

/**
 * One instruction with its continuation lines joined.
 *
 * @param at its first character
 * @param text without leading and trailing white space
 * @param heredoc whether here-documents follow; their lines are not part of the text
 */
record LogicalLine(SourceLocation at, String text, boolean heredoc) {}
