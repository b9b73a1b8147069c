package io.jenkins.plugins.istioimages.source;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of one line of a {@code go.mod} file.
 *
 * @param words without quotes
 * @param commentedIndirect whether the line ends in the comment {@code // indirect}
 * @param offset of the first word in the file
 */
record GoModLine(List<String> words, boolean commentedIndirect, int offset) {
    /** @throws SourceFileException if a quoted word does not end */
    static GoModLine of(SourceText file, String line, int lineOffset) {
        List<String> words = new ArrayList<>();
        String comment = "";
        int first = -1;
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (line.startsWith("//", i)) {
                comment = line.substring(i + 2).strip();
                break;
            }
            if (Character.isWhitespace(c)) {
                i++;
                continue;
            }
            first = first < 0 ? i : first;
            int end = end(file, line, i, lineOffset);
            boolean quoted = c == '"' || c == '`';
            words.add(quoted ? line.substring(i + 1, end - 1) : line.substring(i, end));
            i = end;
        }
        boolean indirect = comment.equals("indirect") || comment.startsWith("indirect;");
        return new GoModLine(words, indirect, lineOffset + Math.max(0, first));
    }

    /** Behind the word that begins at {@code from}. */
    private static int end(SourceText file, String line, int from, int lineOffset) {
        char c = line.charAt(from);
        if (c == '"' || c == '`') {
            int close = line.indexOf(c, from + 1);
            if (close < 0) {
                throw new SourceFileException(file.at(lineOffset + from), "the quoted word does not end");
            }
            return close + 1;
        }
        if (isPunctuation(c)) {
            return from + 1;
        }
        int end = from;
        while (end < line.length()
                && !Character.isWhitespace(line.charAt(end))
                && !isPunctuation(line.charAt(end))
                && !line.startsWith("//", end)) {
            end++;
        }
        return end;
    }

    private static boolean isPunctuation(char c) {
        return c == '(' || c == ')' || c == '[' || c == ']' || c == ',';
    }
}
