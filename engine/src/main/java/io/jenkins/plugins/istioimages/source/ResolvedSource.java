package io.jenkins.plugins.istioimages.source;

import java.time.Instant;
import java.util.Optional;

/**
 * A dependency at its commit.
 *
 * @param name key in the manifest
 * @param git URL or local path it came from, without credentials
 * @param branch the branch or tag that was asked for
 * @param sha commit, 40 lower-case hexadecimal digits
 * @param how it was found, in the user's words: {@code "tip of branch release-1.14"}, {@code "istio.deps"}
 * @param goversionenabled from the manifest
 * @param committed committer time of the commit
 * @param dirty whether uncommitted changes of a local path are part of it
 */
public record ResolvedSource(
        String name,
        String git,
        Optional<String> branch,
        String sha,
        String how,
        boolean goversionenabled,
        Instant committed,
        boolean dirty) {}
