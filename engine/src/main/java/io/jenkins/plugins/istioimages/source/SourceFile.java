package io.jenkins.plugins.istioimages.source;

/**
 * A file of a source at its commit.
 *
 * @param path from the top of the tree
 * @param sha1 of its content, in hexadecimal digits; git's own is of something more
 * @param sha256 of its content, in hexadecimal digits
 */
public record SourceFile(String path, String sha1, String sha256) {}
