package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** When a registry is asked for a builder image; the words are those of {@code docker run --pull}. */
public enum PullPolicy {
    /** Where the machine does not have it. */
    MISSING,
    /** Before each stage: a tag may have moved. */
    ALWAYS,
    /** Not at all. */
    NEVER;

    /** As users write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a word; an empty one is {@link #MISSING}.
     *
     * @throws InputException if it is none
     */
    public static PullPolicy parse(String id) {
        if (id.isEmpty()) {
            return MISSING;
        }
        List<String> known = Arrays.stream(values()).map(PullPolicy::id).toList();
        int index = known.indexOf(id);
        if (index < 0) {
            throw new InputException("when to pull the builder image: '" + id + "' is wrong"
                    + NearestName.hint(id, known) + "; expected " + String.join(", ", known));
        }
        return values()[index];
    }
}
