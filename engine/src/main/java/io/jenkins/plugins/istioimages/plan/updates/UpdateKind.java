package io.jenkins.plugins.istioimages.plan.updates;

import java.util.Locale;

/** What can become old. */
public enum UpdateKind {
    /** A line of Istio has a newer patch release than the one that is built, or that the table of releases knows. */
    PATCH,
    /** Istio has a line that the table of releases does not know. */
    LINE,
    /** A branch has moved on from the commit that is pinned: of builder image sources, or of a dependency. */
    COMMIT,
    /** The support of a line ends soon, or has ended. */
    SUPPORT;

    /** {@code patch}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
