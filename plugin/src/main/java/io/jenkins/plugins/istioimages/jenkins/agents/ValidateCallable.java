package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.ReleaseValidator;
import io.jenkins.plugins.istioimages.validate.ValidationReport;
import io.jenkins.plugins.istioimages.validate.checks.PublishedCheck;
import io.jenkins.plugins.istioimages.validate.checks.StandardChecks;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import io.jenkins.plugins.istioimages.validate.facts.StagedImages;
import io.jenkins.plugins.istioimages.validate.report.ReportJson;
import io.jenkins.plugins.istioimages.validate.report.ReportJunit;
import io.jenkins.plugins.istioimages.validate.report.ReportText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Validates a release in the workspace: a table in the log, a JUnit report in the workspace; gives the report as JSON. */
public final class ValidateCallable extends EngineCallable<String> {
    private static final long serialVersionUID = 1L;

    private final String release;
    private final ArrayList<String> outputs;
    private final ArrayList<String> hubs;
    private final String junit;
    private final String staging;
    private final Machine machine;

    /**
     * @param release directory {@code out} in the workspace
     * @param outputs what it is expected to have; none means what it says itself
     * @param hubs registries and paths that are to have its tags
     * @param junit path of the report in the workspace
     * @param staging where its images were staged: registry and path, or {@code oci:DIR}; empty where nobody looks
     */
    public ValidateCallable(
            String release, List<String> outputs, List<String> hubs, String junit, String staging, Machine machine) {
        this.release = release;
        this.outputs = new ArrayList<>(outputs);
        this.hubs = new ArrayList<>(hubs);
        this.junit = junit;
        this.staging = staging;
        this.machine = machine;
    }

    @Override
    String work(Path workspace) {
        ValidationReport report = validate(PlanCallable.inside(workspace, release));
        write(PlanCallable.inside(workspace, junit), ReportJunit.render(report));
        ReportText.render(report).lines().forEach(machine::say);
        return ReportJson.render(report);
    }

    private ValidationReport validate(Path directory) {
        Set<Output> expected = Output.parse(outputs, "outputs");
        if (staging.isEmpty()) {
            return validate(Release.open(directory, expected));
        }
        try (Staging place = Staging.read(staging, machine)) {
            String hub = Staging.hub(staging);
            StagedImages images = hub.isEmpty()
                    ? StagedImages.in(place.store())
                    : StagedImages.in(place.store(), Hub.parse(hub).repository());
            return validate(Release.open(directory, expected, Optional.of(images)));
        }
    }

    private ValidationReport validate(Release opened) {
        int processors = Runtime.getRuntime().availableProcessors();
        List<Check> checks = new ArrayList<>(StandardChecks.all());
        if (hubs.isEmpty()) {
            return new ReleaseValidator(checks, processors).validate(opened);
        }
        List<Repository> remote =
                hubs.stream().map(hub -> Hub.parse(hub).repository()).toList();
        try (RegistryStore registries = machine.login().open(machine.environment(), machine.log())) {
            checks.add(new PublishedCheck(registries, remote));
            return new ReleaseValidator(checks, processors).validate(opened);
        }
    }

    /** Whole or not at all. */
    private static void write(Path file, String text) {
        Path half = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(half, text);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new WorkException("cannot write " + file + ": " + e, e);
        }
    }
}
