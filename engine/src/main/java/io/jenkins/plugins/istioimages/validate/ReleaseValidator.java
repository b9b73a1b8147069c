package io.jenkins.plugins.istioimages.validate;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.store.Workers;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.List;
import java.util.Optional;

/** Runs checks side by side. What one of them finds does not keep the others from looking. */
public final class ReleaseValidator {
    private final List<Check> checks;
    private final int parallel;

    /**
     * @param checks in the order of the report
     * @param parallel how many run at once
     */
    public ReleaseValidator(List<Check> checks, int parallel) {
        this.checks = List.copyOf(checks);
        this.parallel = parallel;
    }

    /**
     * Checks a release.
     *
     * @throws CancelledException if the thread is interrupted
     */
    public ValidationReport validate(Release release) {
        try (Workers workers = new Workers("validate", parallel)) {
            List<CheckResult> results =
                    workers.map(checks, check -> new CheckResult(check.name(), check.title(), attempt(check, release)));
            return new ValidationReport(release.manifest().version(), results);
        }
    }

    private static Outcome attempt(Check check, Release release) {
        Optional<Output> missing =
                check.output().filter(output -> !release.outputs().contains(output));
        if (missing.isPresent()) {
            return Outcome.notApplicable("outputs do not name " + missing.get().id());
        }
        try {
            return check.run(release);
        } catch (CancelledException e) {
            throw e;
        } catch (EngineException e) {
            return Outcome.failed(".", "cannot be checked: " + e.getMessage());
        }
    }
}
