package io.jenkins.plugins.istioimages.validate;

import java.util.List;

/**
 * What a check says.
 *
 * @param status how it ended
 * @param note what was looked at, or why there was nothing to look at
 * @param findings sorted; none but for a failed check
 */
public record Outcome(Status status, String note, List<Finding> findings) {
    public Outcome {
        findings = findings.stream().sorted().toList();
    }

    /** There is nothing to check. */
    public static Outcome notApplicable(String why) {
        return new Outcome(Status.NOT_APPLICABLE, why, List.of());
    }

    /** The check could not be done to its end. */
    public static Outcome failed(String where, String what) {
        return new Outcome(Status.FAILED, "", List.of(new Finding(where, what)));
    }
}
