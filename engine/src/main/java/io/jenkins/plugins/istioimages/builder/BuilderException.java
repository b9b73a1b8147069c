package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.util.List;

/** A builder image could not be built, or did not pass its check; the message ends with the last lines of output. */
public class BuilderException extends WorkException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what went wrong
     * @param tail the last lines that the program wrote
     */
    public BuilderException(String what, List<String> tail) {
        super(tail.isEmpty() ? what : what + "; its last lines:\n" + String.join("\n", tail));
    }
}
