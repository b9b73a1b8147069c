package io.jenkins.plugins.istioimages.catalog;

import java.util.ArrayList;
import java.util.List;

/** Columns of text under each other; what would break a line or steer a terminal is replaced. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Integer> right = new ArrayList<>();

    /** @param headings of the columns */
    public TextTable(String... headings) {
        row(headings);
    }

    /** The column, from 0, is flush right. */
    public TextTable alignRight(int column) {
        right.add(column);
        return this;
    }

    /** As many cells as there are headings. */
    public void row(String... cells) {
        rows.add(List.of(cells).stream().map(TextTable::printable).toList());
    }

    /** Lines without blanks at their ends. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String gap = column == 0 ? "" : GAP;
                line.append(gap).append(padded(row.get(column), column));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    static String printable(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .forEach(c -> clean.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '\uFFFD' : c));
        return clean.toString();
    }

    private String padded(String cell, int column) {
        int width = rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
        String blanks = " ".repeat(width - length(cell));
        return right.contains(column) ? blanks + cell : cell + blanks;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
