package io.jenkins.plugins.istioimages.source;

import java.util.ArrayList;
import java.util.List;

/**
 * A token of Starlark. Numbers count as names: nobody here looks at them.
 *
 * @param text of a string without its quotes
 * @param offset in the file
 */
record StarlarkToken(Kind kind, String text, int offset) {
    enum Kind {
        NAME,
        STRING,
        PUNCTUATION
    }

    boolean isName() {
        return kind == Kind.NAME;
    }

    boolean isString() {
        return kind == Kind.STRING;
    }

    boolean is(String punctuation) {
        return kind == Kind.PUNCTUATION && text.equals(punctuation);
    }

    boolean opens() {
        return is("(") || is("[") || is("{");
    }

    boolean closes() {
        return is(")") || is("]") || is("}");
    }

    /** @throws SourceFileException if a string does not end */
    static List<StarlarkToken> all(SourceText file) {
        List<StarlarkToken> tokens = new ArrayList<>();
        String text = file.text();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '#') {
                int end = text.indexOf('\n', i);
                i = end < 0 ? text.length() : end;
            } else if (c == '"' || c == '\'') {
                i = string(file, i, tokens);
            } else if (Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c)) {
                int end = i;
                while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
                    end++;
                }
                tokens.add(new StarlarkToken(Kind.NAME, text.substring(i, end), i));
                i = end;
            } else {
                if (!Character.isWhitespace(c)) {
                    tokens.add(new StarlarkToken(Kind.PUNCTUATION, String.valueOf(c), i));
                }
                i++;
            }
        }
        return tokens;
    }

    /** Adds the string that begins at {@code from}, and returns what is behind it. */
    private static int string(SourceText file, int from, List<StarlarkToken> tokens) {
        String text = file.text();
        String single = text.substring(from, from + 1);
        String quote = text.startsWith(single.repeat(3), from) ? single.repeat(3) : single;
        StringBuilder value = new StringBuilder();
        for (int i = from + quote.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            if (text.startsWith(quote, i)) {
                tokens.add(new StarlarkToken(Kind.STRING, value.toString(), from));
                return i + quote.length();
            }
            if (c == '\n' && quote.length() == 1) {
                break;
            }
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                value.append(text.charAt(i));
            } else {
                value.append(c);
            }
        }
        throw new SourceFileException(file.at(from), "the string does not end");
    }
}
