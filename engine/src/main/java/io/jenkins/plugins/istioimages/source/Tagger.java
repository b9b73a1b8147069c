package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.time.Instant;

/**
 * Who an annotated tag says has made it.
 *
 * @param when it says it was made: the same for the same release, so that a tag that is made twice is one
 */
public record Tagger(String name, String email, Instant when) {
    /** @throws InputException if git could not write it down */
    public Tagger {
        name = name.strip();
        email = email.strip();
        if (!name.matches("[^<>\\p{Cntrl}]+") || !email.matches("[^<>\\p{Cntrl}\\s]+")) {
            throw new InputException("a tagger has a name and an address without blanks, '<' and '>' in them; found '"
                    + name + "' and '" + email + "'");
        }
    }
}
