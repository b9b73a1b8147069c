package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.util.Optional;

/**
 * One source repository of a release.
 *
 * @param name key in the manifest, for example {@code istio}
 * @param git URL to clone from
 * @param branch branch or tag
 * @param sha commit; with a branch, any commit reachable from it
 * @param auto where to look the commit up
 * @param localpath directory with a git working tree, instead of a URL
 * @param goversionenabled whether the repository is tagged {@code vX.Y.Z} too, as Go modules want it
 * @param location of the entry in the manifest, for errors found later
 */
public record Dependency(
        String name,
        Optional<String> git,
        Optional<String> branch,
        Optional<String> sha,
        Optional<Auto> auto,
        Optional<String> localpath,
        boolean goversionenabled,
        SourceLocation location) {}
