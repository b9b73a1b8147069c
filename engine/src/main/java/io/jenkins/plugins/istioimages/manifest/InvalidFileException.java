package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.List;
import java.util.stream.Collectors;

/** A file the user wrote is wrong; the message has one line for each problem, in the order of the file. */
public class InvalidFileException extends InputException {
    private static final long serialVersionUID = 1L;

    private final List<Problem> problems;

    /** @param problems at least one */
    public InvalidFileException(List<Problem> problems) {
        super(problems.get(0).location(), lines(problems));
        this.problems = List.copyOf(problems);
    }

    /** At least one, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }

    /** The location of the first problem stands before the message already. */
    private static String lines(List<Problem> problems) {
        String first = problems.get(0).message();
        return problems.size() == 1
                ? first
                : first + "\n"
                        + problems.stream().skip(1).map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
