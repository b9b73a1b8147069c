package io.jenkins.plugins.istioimages.validate;

import java.util.List;

/**
 * Everything that was checked.
 *
 * @param version of the release
 * @param results in the order of the checks
 */
public record ValidationReport(String version, List<CheckResult> results) {
    public ValidationReport {
        results = List.copyOf(results);
    }

    /** Whether nothing failed. */
    public boolean passed() {
        return count(Status.FAILED) == 0;
    }

    /** How many checks ended so. */
    public long count(Status status) {
        return results.stream()
                .filter(result -> result.outcome().status() == status)
                .count();
    }
}
