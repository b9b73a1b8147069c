package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.util.List;

/** A program of a stage failed; the message ends with the last lines it wrote. */
public class StageFailedException extends WorkException {
    private static final long serialVersionUID = 1L;

    private final String stage;

    @SuppressWarnings("serial") // an immutable list of strings
    private final List<String> tail;

    /**
     * @param stage id
     * @param what what went wrong, without the stage
     * @param tail the last lines of output
     */
    public StageFailedException(String stage, String what, List<String> tail, Throwable cause) {
        super(message(stage, what, tail), cause);
        this.stage = stage;
        this.tail = List.copyOf(tail);
    }

    public StageFailedException(String stage, String what, List<String> tail) {
        this(stage, what, tail, null);
    }

    /** Id of the stage. */
    public String stage() {
        return stage;
    }

    /** The last lines of output, at most 40. */
    public List<String> tail() {
        return tail;
    }

    private static String message(String stage, String what, List<String> tail) {
        StringBuilder message =
                new StringBuilder("stage ").append(stage).append(": ").append(what);
        if (!tail.isEmpty()) {
            message.append("; its last ").append(tail.size()).append(" lines:");
        }
        tail.forEach(line ->
                message.append('\n').append('[').append(stage).append("] ").append(line));
        return message.toString();
    }
}
