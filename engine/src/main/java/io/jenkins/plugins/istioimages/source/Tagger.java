package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who an annotated tag says has made it.
 *
 * @param when it says it was made: the same for the same release, so that a tag that is made twice is one
 */
public record Tagger(String name, String email, Instant when) {
    private static final Pattern PERSON = Pattern.compile("([^<>]+?)\\s*<([^<>]+)>");

    /** @throws InputException if git could not write it down */
    public Tagger {
        name = name.strip();
        email = email.strip();
        if (!name.matches("[^<>\\p{Cntrl}]+") || !email.matches("[^<>\\p{Cntrl}\\s]+")) {
            throw new InputException("a tagger has a name and an address without blanks, '<' and '>' in them; found '"
                    + name + "' and '" + email + "'");
        }
    }
    /**
     * Reads {@code NAME <ADDRESS>}.
     *
     * @throws InputException if it is something else
     */
    public static Tagger parse(String person, Instant when) {
        Matcher parts = PERSON.matcher(person.strip());
        if (!parts.matches()) {
            throw new InputException("a tagger is 'NAME <ADDRESS>', not '" + person + "'");
        }
        return new Tagger(parts.group(1), parts.group(2), when);
    }
}
