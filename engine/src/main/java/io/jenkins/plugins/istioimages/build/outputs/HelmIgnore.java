package io.jenkins.plugins.istioimages.build.outputs;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * What a chart's {@code .helmignore} leaves out of its package (helm internal/ignore/rules.go): globs of one name, or
 * of the whole path where they have a slash; a slash at the end means directories, {@code !} all that does not match.
 * Hidden files of templates are always left out.
 */
final class HelmIgnore {
    /** @param wholePath whether the pattern is about the path and not the last name of it */
    private record Rule(PathMatcher matcher, boolean wholePath, boolean directoriesOnly, boolean negated) {
        boolean matches(String path, boolean directory) {
            if (directoriesOnly && !directory) {
                return false;
            }
            Path tested = Path.of(wholePath ? path : path.substring(path.lastIndexOf('/') + 1));
            return matcher.matches(tested);
        }
    }

    private final List<Rule> rules;

    private HelmIgnore(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The rules of a file, which may be missing. */
    static HelmIgnore read(Path file) throws IOException {
        List<Rule> rules = new ArrayList<>();
        rules.add(rule("templates/.?*"));
        if (Files.isRegularFile(file)) {
            for (String line : Files.readAllLines(file)) {
                String text = line.strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    rules.add(checked(file, text));
                }
            }
        }
        return new HelmIgnore(rules);
    }

    /** Helm's rule: the first rule that has a say decides. */
    boolean ignores(String path, boolean directory) {
        for (Rule rule : rules) {
            if (rule.negated()) {
                if (rule.directoriesOnly() && !directory) {
                    return true;
                }
                if (!rule.matches(path, directory)) {
                    return true;
                }
            } else if (rule.matches(path, directory)) {
                return true;
            }
        }
        return false;
    }

    private static Rule checked(Path file, String text) {
        if (text.contains("**")) {
            throw new InputException(file + ": '" + text + "': Helm has no **");
        }
        try {
            return rule(text);
        } catch (PatternSyntaxException e) {
            throw new InputException(file + ": '" + text + "' is no pattern: " + e.getDescription(), e);
        }
    }

    private static Rule rule(String text) {
        boolean negated = text.startsWith("!");
        String pattern = negated ? text.substring(1) : text;
        boolean directoriesOnly = pattern.endsWith("/");
        pattern = directoriesOnly ? pattern.substring(0, pattern.length() - 1) : pattern;
        boolean wholePath = pattern.contains("/");
        pattern = pattern.startsWith("/") ? pattern.substring(1) : pattern;
        // Braces mean nothing to Go's filepath.Match.
        String glob = pattern.replace("{", "\\{").replace("}", "\\}");
        return new Rule(FileSystems.getDefault().getPathMatcher("glob:" + glob), wholePath, directoriesOnly, negated);
    }
}
