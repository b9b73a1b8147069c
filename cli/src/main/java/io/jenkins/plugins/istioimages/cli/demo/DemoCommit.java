package io.jenkins.plugins.istioimages.cli.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The commit at the tip of a demo repository.
 *
 * @param sha forty lower-case hexadecimal digits
 * @param committed committer time
 */
record DemoCommit(String sha, Instant committed) {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    /** As Go names a commit of a module that has no tag (go.dev/ref/mod, pseudo-versions). */
    String pseudoVersion() {
        return "v0.0.0-" + SECONDS.format(committed) + "-" + sha.substring(0, 12);
    }
}
