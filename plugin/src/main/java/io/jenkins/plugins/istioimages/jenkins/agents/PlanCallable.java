package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.jenkins.data.PlanDocument;
import io.jenkins.plugins.istioimages.jenkins.data.PlannedStage;
import io.jenkins.plugins.istioimages.manifest.ReadManifest;
import io.jenkins.plugins.istioimages.plan.PlanOptions;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import io.jenkins.plugins.istioimages.plan.ReleasePlanner;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.SourceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Plans a release from a manifest in the workspace; gives the text of a {@link PlanDocument}. */
public final class PlanCallable extends EngineCallable<String> {
    private static final long serialVersionUID = 1L;

    private final PlanRequest request;
    private final Machine machine;

    public PlanCallable(PlanRequest request, Machine machine) {
        this.request = request;
        this.machine = machine;
    }

    @Override
    String work(Path workspace) throws IOException {
        StepLog log = machine.log();
        // A name that does not exist is told before anything is fetched.
        Compressors.of(machine.environment()).named(request.compressor());
        ReadManifest read = request.read(workspace);
        read.notices().forEach(notice -> log.notice(notice.toString()));
        request.checkSupport(read.manifest().version()).ifPresent(log::notice);
        ReleasePlanner planner = new ReleasePlanner(mirrors(machine), SourceOptions.standard());
        PlanOptions options = request.options(machine.environment());
        PlannedRelease release = planner.plan(read.manifest(), options);
        Optional<PlannedRelease> bases = planner.bases(release, options, request.baseImageBuilder());
        release.plan().notices().forEach(log::notice);
        bases.ifPresent(first -> first.plan().stages().forEach(stage -> log.say(line(stage))));
        release.plan().stages().forEach(stage -> log.say(line(stage)));
        return PlanDocument.write(
                bases,
                release,
                request.compressor(),
                request.staging(),
                request.container().options());
    }

    private static String line(Stage stage) {
        String where = PlannedStage.isForAnyAgent(stage)
                ? " on any agent: "
                : " on " + stage.platform() + ", agent label " + stage.label() + ": ";
        if (stage.kind().makesImages()) {
            return "stage " + stage.id() + where + stage.outputs().size() + " images";
        }
        // Of some only the finished work tells how many.
        return "stage " + stage.id() + where
                + (stage.files().isEmpty() ? "files" : stage.files().size() + " files");
    }

    /** Copies of git repositories, kept on the agent between builds. */
    static MirrorCache mirrors(Machine machine) {
        return new MirrorCache(
                MirrorCache.defaultDirectory(machine.environment()),
                machine.git().access(),
                line -> machine.log().say(line));
    }

    /** A path that a parameter names. */
    static Path inside(Path workspace, String path) {
        Path file = workspace.resolve(path).normalize();
        if (!file.startsWith(workspace)) {
            throw new InputException("'" + path + "' is not in the workspace");
        }
        return file;
    }
}
