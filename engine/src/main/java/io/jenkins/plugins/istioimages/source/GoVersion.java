package io.jenkins.plugins.istioimages.source;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a Go module, as a revision of its repository (https://go.dev/ref/mod#versions): a tag, or a
 * pseudo-version made of a commit's time and the first 12 digits of its id.
 *
 * @param revision tag, or the beginning of a commit id
 * @param committed commit time, of a pseudo-version
 */
record GoVersion(String revision, Optional<Instant> committed) {
    private static final Pattern PSEUDO = Pattern.compile(
            "v[0-9]+\\.(?:0\\.0-|[0-9]+\\.[0-9]+-(?:[^+]*\\.)?0\\.)([0-9]{14})-([0-9a-f]{12})(?:\\+.*)?");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

    static GoVersion of(String version) {
        Matcher pseudo = PSEUDO.matcher(version);
        if (pseudo.matches()) {
            try {
                Instant time = LocalDateTime.parse(pseudo.group(1), TIME).toInstant(ZoneOffset.UTC);
                return new GoVersion(pseudo.group(2), Optional.of(time));
            } catch (DateTimeParseException e) {
                // Not a time, so not a pseudo-version; it may still be a tag.
                return new GoVersion(version, Optional.empty());
            }
        }
        // Go adds this to major versions that have no /vN in their path; it is not part of the tag.
        return new GoVersion(version.replaceFirst("\\+incompatible$", ""), Optional.empty());
    }

    boolean isPseudo() {
        return committed.isPresent();
    }
}
