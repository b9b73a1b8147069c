package io.jenkins.plugins.istioimages.publish.github;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.manifest.ReleaseVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a release says about itself: a text, in which words in double braces stand for facts of the release. */
public final class ReleaseNotes {
    private static final Pattern WORD = Pattern.compile("\\{\\{\\s*([A-Za-z_.-]*)\\s*}}");
    /** GitHub takes no more. */
    private static final int MOST = 125_000;

    private static final String ANNOUNCED = """
            [Artifacts](https://gcsweb.istio.io/gcs/istio-release/releases/{{version}}/)
            [Release Notes](https://istio.io/news/releases/{{minor}}.x/announcing-{{version}}/)
            """;
    private static final String UNNUMBERED = "Istio {{version}}\n";

    private final Map<String, String> words = new TreeMap<>();

    /** @param commit of the istio source */
    public ReleaseNotes(ReleaseVersion version, String commit) {
        words.put("version", version.text());
        words.put("commit", commit);
        version.minor().ifPresent(minor -> words.put("minor", minor));
    }

    /** Where Istio's releases are announced, as release-builder says it. */
    public String standard() {
        return from(words.containsKey("minor") ? ANNOUNCED : UNNUMBERED, "the standard notes");
    }

    /**
     * From a file.
     *
     * @throws InputException if it cannot be read, is larger than GitHub takes, or has a word that is not known
     */
    public String read(Path file) {
        try {
            if (Files.size(file) > 4L * MOST) {
                throw tooLong(file.toString());
            }
            return from(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new InputException("the notes " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * From a text: {@code {{version}}}, {@code {{minor}}} (as 1.14) and {@code {{commit}}} are replaced.
     *
     * @param what names it in errors
     */
    public String from(String template, String what) {
        String notes =
                WORD.matcher(template).replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), what)));
        if (notes.length() > MOST) {
            throw tooLong(what);
        }
        return notes;
    }

    private String value(String word, String what) {
        String value = words.get(word);
        if (value == null) {
            throw new InputException(what + ": there is no {{" + word + "}} of version " + words.get("version")
                    + "; there are " + String.join(", ", words.keySet())
                    + NearestName.hint(word, words.keySet()));
        }
        return value;
    }

    private static InputException tooLong(String what) {
        return new InputException(what + " are longer than the " + MOST + " characters that GitHub takes");
    }
}
