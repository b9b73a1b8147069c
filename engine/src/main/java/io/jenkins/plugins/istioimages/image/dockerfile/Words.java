package io.jenkins.plugins.istioimages.image.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** Splits arguments at white space; quotes and escapes hold words together and stay where they are. */
final class Words {
    private final String text;
    private final char escape;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private Words(String text, char escape) {
        this.text = text;
        this.escape = escape;
    }

    /** Words as BuildKit's parseWords sees them: for ENV, LABEL and ARG. */
    static List<String> quoted(String text, char escape) {
        return new Words(text, escape).split();
    }

    /** Words between white space, whatever the quotes: for COPY, ADD, EXPOSE, VOLUME and FROM. */
    static List<String> plain(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }

    private List<String> split() {
        for (at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                end();
            } else if (c == '\'' || c == '"') {
                quotedPart(c);
            } else {
                plainPart(c);
            }
        }
        end();
        return words;
    }

    private void plainPart(char c) {
        inWord = true;
        word.append(c);
        if (c == escape && at + 1 < text.length()) {
            word.append(text.charAt(++at));
        }
    }

    private void quotedPart(char quote) {
        inWord = true;
        word.append(quote);
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            word.append(c);
            if (c == quote) {
                return;
            }
            if (c == escape && quote == '"' && at + 1 < text.length()) {
                word.append(text.charAt(++at));
            }
        }
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
