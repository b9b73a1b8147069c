package io.jenkins.plugins.istioimages.source;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A commit as somebody wrote it: a full id, the beginning of one, or a name.
 *
 * @param text as written
 * @param committed commit time, where that was written too
 * @param how it was found, in the user's words
 */
record Revision(String text, Optional<Instant> committed, String how) {
    private static final Pattern FULL = Pattern.compile("[0-9a-fA-F]{40}");
    private static final Pattern SHORT = Pattern.compile("[0-9a-fA-F]{7,39}");

    static Revision of(String text, String how) {
        return new Revision(text, Optional.empty(), how);
    }

    boolean isFullId() {
        return FULL.matcher(text).matches();
    }

    boolean mayBeShortId() {
        return SHORT.matcher(text).matches();
    }
}
