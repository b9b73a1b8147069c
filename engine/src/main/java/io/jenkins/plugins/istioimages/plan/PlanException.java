package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.List;

/** What was asked for cannot be planned; the message lists everything that is wrong, not only the first. */
public class PlanException extends InputException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public PlanException(List<String> problems) {
        super(
                problems.size() == 1
                        ? problems.get(0)
                        : problems.size() + " problems:\n- " + String.join("\n- ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence or more for each. */
    public List<String> problems() {
        return problems;
    }
}
