package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.util.Optional;

/**
 * A submodule as the commit that is checked out has it.
 *
 * @param name in {@code .gitmodules}
 * @param path from the top of the repository
 * @param git URL of its repository; a relative one is resolved
 * @param branch that it is to follow; empty for the default branch
 * @param sha commit that it stands at
 * @param location in {@code .gitmodules}
 */
public record Submodule(
        String name, String path, String git, Optional<String> branch, String sha, SourceLocation location) {}
