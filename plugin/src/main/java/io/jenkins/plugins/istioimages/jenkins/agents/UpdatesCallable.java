package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.manifest.ReadManifest;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.plan.SupportedReleases;
import io.jenkins.plugins.istioimages.plan.updates.Finding;
import io.jenkins.plugins.istioimages.plan.updates.UpdateFinder;
import io.jenkins.plugins.istioimages.plan.updates.UpdateQuestion;
import io.jenkins.plugins.istioimages.plan.updates.UpdateReport;
import io.jenkins.plugins.istioimages.source.UpstreamRepositories;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** Looks for updates of what a manifest in the workspace is built from; gives an {@link UpdateReport} as JSON. */
public final class UpdatesCallable extends EngineCallable<String> {
    private static final long serialVersionUID = 1L;

    private final UpdatesRequest request;
    private final String supportedReleases;
    private final String day;
    private final Machine machine;

    /**
     * @param table of supported releases
     * @param day of the question
     */
    public UpdatesCallable(UpdatesRequest request, SupportedReleases table, LocalDate day, Machine machine) {
        this.request = request;
        this.supportedReleases = table.yaml();
        this.day = day.toString();
        this.machine = machine;
    }

    @Override
    String work(Path workspace) {
        StepLog log = machine.log();
        ReadManifest read = new ManifestRequest(request.manifest())
                .versionFrom(request.versionFrom())
                .read(workspace);
        read.notices().forEach(notice -> log.notice(notice.toString()));
        Path manifest = PlanCallable.inside(workspace, request.manifest());
        Path directory = request.repository().isEmpty()
                ? Optional.ofNullable(manifest.getParent()).orElse(workspace)
                : PlanCallable.inside(workspace, request.repository());
        UpdateReport report = new UpdateFinder(
                        new UpstreamRepositories(PlanCallable.mirrors(machine)),
                        SupportedReleases.parse(supportedReleases))
                .find(new UpdateQuestion(
                        read.manifest(),
                        request.versionFrom().isEmpty() ? request.manifest() : request.versionFrom(),
                        request.manifest(),
                        Optional.of(directory),
                        Set.copyOf(request.lines()),
                        LocalDate.parse(day),
                        request.supportDays()));
        report.notices().forEach(log::notice);
        for (Finding finding : report.findings()) {
            log.say((finding.update() ? "update: " : "") + finding.text());
        }
        return Json.pretty(report.json());
    }
}
