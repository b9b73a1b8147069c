package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.jenkins.data.PlanDocument;
import io.jenkins.plugins.istioimages.manifest.ReadManifest;
import io.jenkins.plugins.istioimages.plan.EnvoyPatch;
import io.jenkins.plugins.istioimages.plan.EnvoyPatches;
import io.jenkins.plugins.istioimages.plan.EnvoyPlanner;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import io.jenkins.plugins.istioimages.source.SourceOptions;
import java.nio.file.Path;
import java.util.List;

/** Plans builds of Envoy from a manifest in the workspace; gives the text of a {@link PlanDocument}. */
public final class EnvoyPlanCallable extends EngineCallable<String> {
    private static final long serialVersionUID = 1L;

    private final EnvoyRequest request;
    private final Machine machine;

    public EnvoyPlanCallable(EnvoyRequest request, Machine machine) {
        this.request = request;
        this.machine = machine;
    }

    @Override
    String work(Path workspace) {
        StepLog log = machine.log();
        PlanRequest common = request.common();
        Compressors.of(machine.environment()).named(common.compressor());
        ReadManifest read = common.read(workspace);
        read.notices().forEach(notice -> log.notice(notice.toString()));
        common.checkSupport(read.manifest().version()).ifPresent(log::notice);
        PlannedRelease release = new EnvoyPlanner(PlanCallable.mirrors(machine), SourceOptions.standard())
                .plan(read.manifest(), request.options(machine.environment(), patches(workspace)));
        release.plan().notices().forEach(log::notice);
        release.plan()
                .stages()
                .forEach(stage -> log.say("stage " + stage.id() + " on " + stage.platform() + ", agent label "
                        + stage.label()
                        + (stage.commands().isEmpty()
                                ? ": taken out of " + stage.bases().get(0)
                                : ": compiled")));
        return PlanDocument.write(
                release,
                common.compressor(),
                common.staging(),
                request.container().options());
    }

    private List<EnvoyPatch> patches(Path workspace) {
        return request.patches().isEmpty()
                ? List.of()
                : EnvoyPatches.read(PlanCallable.inside(workspace, request.patches()));
    }
}
