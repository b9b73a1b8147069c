package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a release: fit to be a git tag, an image tag with a variant behind it, and a part of file names.
 *
 * @param text for example {@code 1.14.5}, {@code 1.29-alpha.0c5e…}, {@code 1.24.0-rc.2} or {@code 2022-10-12}
 */
public record ReleaseVersion(String text) {
    /** Leaves room for {@code -distroless} and an architecture in the 128 characters of an image tag. */
    private static final int MAX_LENGTH = 100;

    private static final Pattern NUMBERS = Pattern.compile("([0-9]+\\.[0-9]+)(\\.[0-9]+)*(?:[-.][0-9A-Za-z._-]+)?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-?[0-9]{2}-?[0-9]{2}(?:[-.][0-9A-Za-z._-]+)?");
    private static final Pattern LEADING_V = Pattern.compile("[vV][0-9].*");
    /** semver.org, without build metadata: an image tag has no {@code +}. */
    private static final Pattern SEMANTIC = Pattern.compile(
            "(?:0|[1-9][0-9]*)(?:\\.(?:0|[1-9][0-9]*)){2}"
                    + "(?:-(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(?:\\.(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?");

    public ReleaseVersion {
        check(text);
    }

    /** The first two numbers, as in {@code release-1.14}; empty for a date. */
    public Optional<String> minor() {
        Matcher matcher = NUMBERS.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Whether it is a semantic version, which Helm charts and Go modules need. */
    public boolean isSemantic() {
        return SEMANTIC.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }

    private static void check(String text) {
        if (LEADING_V.matcher(text).matches()) {
            throw wrong(text, "no tag of Istio has a leading v; write " + text.substring(1));
        }
        if (text.length() > MAX_LENGTH) {
            throw wrong(text, "it has " + text.length() + " characters, at most " + MAX_LENGTH + " fit into a tag");
        }
        if (!NUMBERS.matcher(text).matches() && !DATE.matcher(text).matches()) {
            throw wrong(
                    text,
                    "expected numbers like 1.14.5, 1.24.0-rc.1 or 1.29-alpha.<sha>, or a date, of letters, digits,"
                            + " '.', '-' and '_' only");
        }
        if (text.contains("..") || text.endsWith(".") || text.endsWith(".lock")) {
            throw wrong(text, "git refuses tags with '..' and tags that end in '.' or '.lock'");
        }
    }

    private static InputException wrong(String text, String message) {
        return new InputException("version " + Quoted.of(text) + " is wrong: " + message);
    }
}
