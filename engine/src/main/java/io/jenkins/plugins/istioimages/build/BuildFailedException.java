package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.WorkException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Stages failed; what did not need them was finished and is not made again by a second run. */
public class BuildFailedException extends WorkException {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, RuntimeException> failures;

    /**
     * @param failures reason by stage id, in the order of the plan
     * @param notRun ids of stages that need a failed one
     * @param finished how many stages are done
     */
    public BuildFailedException(Map<String, RuntimeException> failures, List<String> notRun, int finished) {
        super(message(failures, notRun, finished), failures.values().iterator().next());
        this.failures = Map.copyOf(failures);
    }

    /** Reason by stage id. */
    public Map<String, RuntimeException> failures() {
        return failures == null ? Map.of() : failures;
    }

    private static String message(Map<String, RuntimeException> failures, List<String> notRun, int finished) {
        String reasons = failures.entrySet().stream()
                .map(failure -> reason(failure.getKey(), failure.getValue()))
                .collect(Collectors.joining("\n"));
        int all = failures.size() + notRun.size() + finished;
        return reasons + "\n" + failures.size() + " of " + all + " stages failed ("
                + String.join(", ", failures.keySet()) + ")"
                + (notRun.isEmpty() ? "" : ", not run: " + String.join(", ", notRun))
                + (finished == 0 ? "" : "; " + finished + " finished");
    }

    private static String reason(String stage, RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("stage " + stage + ":") ? message : "stage " + stage + ": " + message;
    }
}
