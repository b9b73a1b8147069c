package io.jenkins.plugins.istioimages.publish.storage;

import java.util.Optional;

/** What must hold of an object at the moment it is written. */
public final class Condition {
    /** Nothing: whatever is there is replaced. */
    public static final Condition NONE = new Condition(false, Optional.empty());
    /** No object has this key. */
    public static final Condition ABSENT = new Condition(true, Optional.empty());

    private final boolean absent;
    private final Optional<String> version;

    private Condition(boolean absent, Optional<String> version) {
        this.absent = absent;
        this.version = version;
    }

    /** The object has the content that was seen, see {@link StoredObject#version}. */
    public static Condition unchanged(String version) {
        return new Condition(false, Optional.of(version));
    }

    /** As it was when somebody looked: absent, or of that version. */
    public static Condition asSeen(Optional<String> version) {
        return version.map(Condition::unchanged).orElse(ABSENT);
    }

    public boolean isAbsent() {
        return absent;
    }

    /** The version that must be there. */
    public Optional<String> version() {
        return version;
    }

    public boolean isNone() {
        return !absent && version.isEmpty();
    }
}
