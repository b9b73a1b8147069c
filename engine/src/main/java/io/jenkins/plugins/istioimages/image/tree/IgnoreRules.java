package io.jenkins.plugins.istioimages.image.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The rules of a {@code .dockerignore} (moby/patternmatcher): the last one that matches a path, or a directory above it,
 * decides; {@code !} lets in again what an earlier one keeps out.
 */
public final class IgnoreRules {
    /** Keeps out nothing. */
    public static final IgnoreRules NONE = new IgnoreRules(List.of());

    private record Rule(Pattern pattern, boolean letsIn) {}

    private final List<Rule> rules;

    private IgnoreRules(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * Reads the rules.
     *
     * @param lines of the file; blank ones and comments say nothing
     * @throws IllegalIgnoreRuleException with the number of a line that is not well formed
     */
    public static IgnoreRules parse(List<String> lines) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line =
                    i == 0 && lines.get(i).startsWith("\uFEFF") ? lines.get(i).substring(1) : lines.get(i);
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            String text = line.strip();
            boolean letsIn = text.startsWith("!");
            String path = TreePaths.clean(letsIn ? text.substring(1).strip() : text);
            if (letsIn && path.isEmpty()) {
                throw new IllegalIgnoreRuleException(i + 1, "'!' is followed by no pattern");
            }
            if (!path.isEmpty()) {
                rules.add(new Rule(IgnorePattern.compile(path, i + 1), letsIn));
            }
        }
        return new IgnoreRules(List.copyOf(rules));
    }

    /** Whether a path is kept out. */
    public boolean excludes(String path) {
        boolean excluded = false;
        for (Rule rule : rules) {
            if (rule.letsIn() == excluded && matches(rule, path)) {
                excluded = !rule.letsIn();
            }
        }
        return excluded;
    }

    /** Whether a rule lets in again, so that something in a directory that is kept out may be there. */
    public boolean haveExceptions() {
        return rules.stream().anyMatch(Rule::letsIn);
    }

    private static boolean matches(Rule rule, String path) {
        for (String at = path; !at.isEmpty(); at = TreePaths.parent(at)) {
            if (rule.pattern().matcher(at).matches()) {
                return true;
            }
        }
        return false;
    }

    /** A rule that is not well formed. */
    public static final class IllegalIgnoreRuleException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int line;

        IllegalIgnoreRuleException(int line, String message) {
            super(message);
            this.line = line;
        }

        /** From 1. */
        public int line() {
            return line;
        }
    }
}
