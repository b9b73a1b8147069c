package io.jenkins.plugins.istioimages.jenkins.steps;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parameters that are texts or lists: scripts give lists, forms give one text. Both become the same lists. */
final class Texts {
    private static final Pattern BLANKS_AND_COMMAS = Pattern.compile("[\\s,]+");

    private Texts() {}

    /** A text that may be missing, without blanks around it. */
    static String text(String optional) {
        return optional == null ? "" : optional.strip();
    }

    /** Words, split at blanks and commas. */
    static List<String> words(List<String> texts) {
        return split(texts, BLANKS_AND_COMMAS);
    }

    /** Lines, blank ones left out. */
    static List<String> lines(List<String> texts) {
        return split(texts, Pattern.compile("\\R"));
    }

    /** Words for a form. */
    static String joined(List<String> words) {
        return String.join(", ", words);
    }

    /** Lines for a form. */
    static String joinedLines(List<String> lines) {
        return String.join("\n", lines);
    }

    /**
     * {@code NAME=VALUE} lines.
     *
     * @param what names the parameter in the error
     * @throws InputException if a line is something else, or a name stands there twice
     */
    static Map<String, String> fields(List<String> lines, String what) {
        Map<String, String> fields = new TreeMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals <= 0) {
                throw new InputException(what + ": '" + line + "' is wrong: expected NAME=VALUE");
            }
            String name = line.substring(0, equals).strip();
            if (fields.put(name, line.substring(equals + 1).strip()) != null) {
                throw new InputException(what + ": '" + name + "' stands there twice");
            }
        }
        return fields;
    }

    private static List<String> split(List<String> texts, Pattern separator) {
        List<String> parts = new ArrayList<>();
        if (texts != null) {
            texts.stream()
                    .flatMap(text -> text == null ? Stream.empty() : separator.splitAsStream(text))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .forEach(parts::add);
        }
        return parts;
    }
}
