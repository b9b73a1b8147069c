package io.jenkins.plugins.istioimages.image.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Replaces variables in one word and takes its quotes and escapes away, as BuildKit's shell.Lex does: {@code $X},
 * {@code ${X}}, {@code ${X:-y}}, {@code ${X-y}}, {@code ${X:+y}}, {@code ${X+y}}, {@code ${X:?message}}, {@code ${X?message}},
 * with words in words.
 */
public final class WordExpander {
    private static final int MAX_DEPTH = 64;

    private final String text;
    private final char escape;
    private final Function<String, Optional<String>> variables;
    private int at;
    private int depth;

    private WordExpander(String text, char escape, Function<String, Optional<String>> variables) {
        this.text = text;
        this.escape = escape;
        this.variables = variables;
    }

    /**
     * The word with its variables replaced and its quotes removed.
     *
     * @param variables value of a variable, empty where it is not set
     * @throws ExpansionException if the word is not well formed or a variable is required and not set
     */
    public static String expand(String word, char escape, Function<String, Optional<String>> variables) {
        return new WordExpander(word, escape, variables).until((char) 0);
    }

    /** Like {@link #expand}, then split at white space that stood in the word or came from a variable, unless quoted. */
    public static List<String> expandToWords(String word, char escape, Function<String, Optional<String>> variables) {
        List<String> result = new ArrayList<>();
        for (String part : Words.quoted(word, escape)) {
            String expanded = expand(part, escape, variables);
            boolean quoted = part.indexOf('"') >= 0 || part.indexOf('\'') >= 0;
            result.addAll(quoted ? List.of(expanded) : Words.plain(expanded));
        }
        return result;
    }

    private String until(char stop) {
        if (++depth > MAX_DEPTH) {
            throw new ExpansionException("variables are nested deeper than " + MAX_DEPTH);
        }
        StringBuilder result = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (stop != 0 && c == stop) {
                at++;
                depth--;
                return result.toString();
            }
            part(c, result);
        }
        if (stop != 0) {
            throw new ExpansionException("missing '" + stop + "' in '" + text + "'");
        }
        depth--;
        return result.toString();
    }

    private void part(char c, StringBuilder result) {
        if (c == '\'') {
            singleQuoted(result);
        } else if (c == '"') {
            doubleQuoted(result);
        } else if (c == '$') {
            result.append(variable());
        } else if (c == escape) {
            at++;
            if (at < text.length()) {
                result.append(text.charAt(at++));
            }
        } else {
            result.append(c);
            at++;
        }
    }

    private void singleQuoted(StringBuilder result) {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            throw new ExpansionException("the single quote in '" + text + "' is not closed");
        }
        result.append(text, at + 1, end);
        at = end + 1;
    }

    private void doubleQuoted(StringBuilder result) {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return;
            }
            if (c == '$') {
                result.append(variable());
            } else {
                at++;
                if (c == escape && at < text.length() && isEscapableInQuotes(text.charAt(at))) {
                    c = text.charAt(at++);
                }
                result.append(c);
            }
        }
        throw new ExpansionException("the double quote in '" + text + "' is not closed");
    }

    private boolean isEscapableInQuotes(char c) {
        return c == '"' || c == '$' || c == escape;
    }

    private String variable() {
        at++;
        if (at >= text.length() || text.charAt(at) != '{') {
            String name = name();
            return name.isEmpty() ? "$" : variables.apply(name).orElse("");
        }
        at++;
        String name = name();
        if (name.isEmpty() || at >= text.length()) {
            throw new ExpansionException("bad substitution in '" + text + "'");
        }
        char operator = text.charAt(at++);
        if (operator == '}') {
            return variables.apply(name).orElse("");
        }
        boolean emptyIsUnset = operator == ':';
        if (emptyIsUnset) {
            operator = at < text.length() ? text.charAt(at++) : '}';
        }
        if ("-+?".indexOf(operator) < 0) {
            throw new ExpansionException("unsupported modifier '" + (emptyIsUnset ? ":" : "") + operator + "' of ${"
                    + name + "}: known are - + ? and :- :+ :?");
        }
        String word = until('}');
        Optional<String> value = variables.apply(name).filter(v -> !emptyIsUnset || !v.isEmpty());
        return substitute(name, operator, word, value);
    }

    private static String substitute(String name, char operator, String word, Optional<String> value) {
        return switch (operator) {
            case '-' -> value.orElse(word);
            case '+' -> value.isPresent() ? word : "";
            default ->
                value.orElseThrow(() -> new ExpansionException(
                        "the variable " + name + " " + (word.isEmpty() ? "must be set" : "is not set: " + word)));
        };
    }

    /** Letters, digits and underscores; or digits alone, or one of the shell's special names, which are never set here. */
    private String name() {
        int start = at;
        if (at < text.length() && isDigit(text.charAt(at))) {
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
        } else if (at < text.length() && "@*#?-$!".indexOf(text.charAt(at)) >= 0) {
            at++;
        } else {
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
        }
        return text.substring(start, at);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** A word that cannot be expanded; whoever knows the place says it. */
    public static final class ExpansionException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ExpansionException(String message) {
            super(message);
        }
    }
}
