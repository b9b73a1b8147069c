package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.util.List;

/** Images are not what a catalog says, or do not make one; the message has one line for each problem. */
public class CatalogException extends WorkException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /**
     * @param what went wrong as a whole
     * @param problems at least one
     */
    public CatalogException(String what, List<String> problems) {
        super(what + ":\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
