package io.jenkins.plugins.istioimages.source;

import java.time.Instant;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A commit that is known to exist.
 *
 * @param id of it
 * @param committed committer time
 */
record Commit(ObjectId id, Instant committed) {
    String sha() {
        return id.name();
    }

    /** Enough of the id to tell it from others in a message. */
    String shortSha() {
        return id.name().substring(0, 12);
    }
}
