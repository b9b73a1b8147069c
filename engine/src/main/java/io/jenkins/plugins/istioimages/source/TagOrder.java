package io.jenkins.plugins.istioimages.source;

import java.util.Optional;

/**
 * An annotated tag that a repository shall have.
 *
 * @param name without {@code refs/tags/}
 * @param commit 40 lower-case hexadecimal digits
 * @param replaces commit that a tag of this name points to, where it may go; empty if there must be none
 */
public record TagOrder(String name, String message, String commit, Tagger tagger, Optional<String> replaces) {}
