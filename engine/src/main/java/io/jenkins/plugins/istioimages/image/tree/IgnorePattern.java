package io.jenkins.plugins.istioimages.image.tree;

import io.jenkins.plugins.istioimages.image.tree.IgnoreRules.IllegalIgnoreRuleException;
import java.util.regex.Pattern;

/** Turns a pattern of a {@code .dockerignore} into a regular expression; {@code **} is any number of directories. */
final class IgnorePattern {
    private IgnorePattern() {}

    static Pattern compile(String pattern, int line) {
        StringBuilder regex = new StringBuilder();
        String[] components = pattern.split("/", -1);
        for (int i = 0; i < components.length; i++) {
            boolean last = i == components.length - 1;
            if (isDoubleStar(components[i])) {
                if (i > 0 && isDoubleStar(components[i - 1])) {
                    continue;
                }
                regex.append(last ? ".*" : "(?:.*/)?");
            } else {
                regex.append(component(components[i], line));
                if (!last) {
                    regex.append('/');
                }
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static boolean isDoubleStar(String component) {
        return component.equals("**");
    }

    private static String component(String component, int line) {
        // Stars inside a longer name, as in a**b, cross directories too.
        StringBuilder regex = new StringBuilder();
        String[] parts = component.split("\\*\\*+", -1);
        for (int i = 0; i < parts.length; i++) {
            regex.append(i == 0 ? "" : ".*")
                    .append(Glob.compile(parts[i])
                            .orElseThrow(() -> new IllegalIgnoreRuleException(
                                    line, "the pattern '" + component + "' is not well formed"))
                            .pattern());
        }
        return regex.toString();
    }
}
