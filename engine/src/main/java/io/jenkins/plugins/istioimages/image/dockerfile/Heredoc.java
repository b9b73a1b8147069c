package io.jenkins.plugins.istioimages.image.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A here-document that a line announces.
 *
 * @param name the line that ends it
 * @param chomp whether tabs before the name count as nothing
 */
record Heredoc(String name, boolean chomp) {
    private static final Pattern WORD = Pattern.compile("\\d*<<(-?)([^<]+)");

    /** Those of one line, in order. */
    static List<Heredoc> of(String line, char escape) {
        List<Heredoc> result = new ArrayList<>();
        for (String word : Words.quoted(line, escape)) {
            Matcher matcher = WORD.matcher(word);
            if (matcher.matches()) {
                String name = matcher.group(2).replaceAll("[\"']", "");
                if (!name.isEmpty()) {
                    result.add(new Heredoc(name, !matcher.group(1).isEmpty()));
                }
            }
        }
        return result;
    }

    boolean endsAt(String line) {
        return (chomp ? line.replaceFirst("^\t+", "") : line).equals(name);
    }
}
