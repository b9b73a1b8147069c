package io.jenkins.plugins.istioimages.validate;

import java.util.Locale;

/** How a check ended. */
public enum Status {
    PASSED,
    FAILED,
    /** There is nothing of its kind in this release, and need not be. */
    NOT_APPLICABLE;

    /** For people: {@code not applicable}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** For reports: {@code not-applicable}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
