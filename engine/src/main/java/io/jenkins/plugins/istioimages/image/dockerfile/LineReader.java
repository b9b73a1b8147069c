package io.jenkins.plugins.istioimages.image.dockerfile;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a Dockerfile into logical lines: directives, comments, continuations, here-documents (BuildKit parser.go). */
final class LineReader {
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*([a-zA-Z][a-zA-Z0-9]*)\\s*=\\s*(.+?)\\s*");
    private static final Pattern TAKES_HEREDOC = Pattern.compile("(?i)(?:run|copy|add)\\s.*", Pattern.DOTALL);

    private final String file;
    private final String[] lines;
    private char escape = '\\';
    private int next;

    LineReader(String file, String text) {
        this.file = file;
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.lines = content.split("\r?\n", -1);
    }

    /** Known after {@link #readAll()}. */
    char escape() {
        return escape;
    }

    List<LogicalLine> readAll() {
        readDirectives();
        List<LogicalLine> result = new ArrayList<>();
        while (next < lines.length) {
            if (isBlank(lines[next]) || isComment(lines[next])) {
                next++;
            } else {
                result.add(readInstruction());
            }
        }
        if (result.isEmpty()) {
            throw new DockerfileException(new SourceLocation(file, 1, 1), "no instruction in this Dockerfile");
        }
        return result;
    }

    private void readDirectives() {
        boolean escapeSeen = false;
        for (; next < lines.length; next++) {
            Matcher directive = DIRECTIVE.matcher(lines[next].strip());
            if (!directive.matches()) {
                return;
            }
            String name = directive.group(1).toLowerCase(Locale.ROOT);
            if (name.equals("escape")) {
                if (escapeSeen) {
                    throw error("the escape directive stands twice");
                }
                escapeSeen = true;
                escape = escapeCharacter(directive.group(2));
            } else if (!name.equals("syntax") && !name.equals("check")) {
                // A comment of that form: it ends the directives.
                return;
            }
        }
    }

    private char escapeCharacter(String value) {
        if (!value.equals("\\") && !value.equals("`")) {
            throw error("the escape directive is '" + value + "', allowed are \\ and `");
        }
        return value.charAt(0);
    }

    private LogicalLine readInstruction() {
        String first = lines[next];
        int column = first.length() - first.stripLeading().length() + 1;
        SourceLocation at = new SourceLocation(file, next + 1, column);
        StringBuilder text = new StringBuilder();
        boolean continues = append(text, first.stripLeading());
        next++;
        while (continues && next < lines.length) {
            String line = lines[next++];
            if (!isBlank(line) && !isComment(line)) {
                continues = append(text, line);
            }
        }
        String joined = text.toString().strip();
        return new LogicalLine(at, joined, skipHeredocs(at, joined));
    }

    /** Adds a line without its escape character; says whether it ended in one. */
    private boolean append(StringBuilder text, String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        boolean escaped = end > 0 && line.charAt(end - 1) == escape && (end == 1 || line.charAt(end - 2) != escape);
        text.append(line, 0, escaped ? end - 1 : line.length());
        return escaped;
    }

    private boolean skipHeredocs(SourceLocation at, String text) {
        if (!TAKES_HEREDOC.matcher(text).matches()) {
            return false;
        }
        List<Heredoc> heredocs = Heredoc.of(text, escape);
        for (Heredoc heredoc : heredocs) {
            while (next < lines.length && !heredoc.endsAt(lines[next])) {
                next++;
            }
            if (next == lines.length) {
                throw new DockerfileException(at, "the here-document '" + heredoc.name() + "' has no end");
            }
            next++;
        }
        return !heredocs.isEmpty();
    }

    private static boolean isBlank(String line) {
        return line.isBlank();
    }

    private static boolean isComment(String line) {
        return line.stripLeading().startsWith("#");
    }

    private DockerfileException error(String message) {
        return new DockerfileException(new SourceLocation(file, next + 1, 1), message);
    }
}
