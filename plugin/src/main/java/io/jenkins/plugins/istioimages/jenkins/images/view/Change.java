package io.jenkins.plugins.istioimages.jenkins.images.view;

import java.util.Locale;

/** What became of an image since an earlier run. */
public enum Change {
    /** There was none. */
    ADDED,
    /** It has another digest. */
    CHANGED,
    /** It has the same digest. */
    SAME,
    /** There is none any more. */
    GONE,
    /** There is no earlier run to compare with. */
    UNKNOWN;

    /** Name for style sheets and tests. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word for it, in the reader's language; empty where there is nothing to say. */
    public String text() {
        return switch (this) {
            case ADDED -> Messages.Change_added();
            case CHANGED -> Messages.Change_changed();
            case SAME -> Messages.Change_same();
            case GONE -> Messages.Change_gone();
            case UNKNOWN -> "";
        };
    }
}
