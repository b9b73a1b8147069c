package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A YAML file that is being read: its values, and everything that was found wrong or worth telling on the way. Readers
 * go on after a problem, so that the user sees all of them at once, and end with {@link #finish}.
 */
public final class YamlFile {
    /** More values than any file of ours has, aliases counted as often as they are used. */
    private static final int MAX_VALUES = 20_000;

    private static final int MAX_PROBLEMS = 20;
    private static final Comparator<SourceLocation> IN_ORDER =
            Comparator.comparingInt(SourceLocation::line).thenComparingInt(SourceLocation::column);

    private final YamlSource source;
    private final Optional<Node> root;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<Notice> notices = new LinkedHashSet<>();
    private int values;

    private YamlFile(YamlSource source) {
        this.source = source;
        this.root = new YamlParser(source).parse();
        if (source.hadByteOrderMark()) {
            notice(source.start(), "the file begins with a byte order mark, which is left out");
        }
    }

    /**
     * Parses a file.
     *
     * @throws InputException if it cannot be read
     * @throws InvalidFileException if it is not one YAML document within the bounds
     */
    public static YamlFile read(Path file) {
        return new YamlFile(YamlSource.read(file));
    }

    /**
     * Parses bytes.
     *
     * @param name of the file in locations
     * @throws InvalidFileException if they are not one YAML document within the bounds
     */
    public static YamlFile of(String name, byte[] content) {
        return new YamlFile(YamlSource.of(name, content));
    }

    /**
     * The mapping that the whole file is.
     *
     * @throws InvalidFileException if the file is empty or something else
     */
    public YamlMapping root() {
        if (root.isEmpty()) {
            problem(start(), "the file is empty");
            throw failure();
        }
        return new YamlValue(this, root.get(), "").mapping().orElseThrow(this::failure);
    }

    /** The beginning of the file. */
    public SourceLocation start() {
        return source.start();
    }

    /** Records what is wrong. */
    public void problem(SourceLocation location, String message) {
        problems.add(new Problem(location, Quoted.line(message)));
    }

    /** Records what is to be told. */
    public void notice(SourceLocation location, String message) {
        notices.add(new Notice(location, Quoted.line(message)));
    }

    public boolean hasProblems() {
        return !problems.isEmpty();
    }

    /** What is to be told, in the order of the file. */
    public List<Notice> notices() {
        List<Notice> sorted = new ArrayList<>(notices);
        sorted.sort(Comparator.comparing(Notice::location, IN_ORDER));
        return sorted;
    }

    /** @throws InvalidFileException if there was a problem */
    public void finish() {
        if (hasProblems()) {
            throw failure();
        }
    }

    /** Counts a value that is looked at: aliases can make few bytes many values. */
    void visit(SourceLocation location) {
        values++;
        if (values > MAX_VALUES) {
            problem(location, "the file has more than " + MAX_VALUES + " values, aliases counted each time");
            throw failure();
        }
    }

    private InvalidFileException failure() {
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparing(Problem::location, IN_ORDER));
        return new InvalidFileException(sorted.subList(0, Math.min(MAX_PROBLEMS, sorted.size())));
    }

    SourceLocation at(Node node) {
        Mark mark = node.getStartMark();
        return new SourceLocation(source.file(), mark.getLine() + 1, mark.getColumn() + 1);
    }
}
