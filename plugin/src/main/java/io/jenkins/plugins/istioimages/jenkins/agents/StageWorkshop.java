package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.build.ArchiveImages;
import io.jenkins.plugins.istioimages.build.BaseDigests;
import io.jenkins.plugins.istioimages.build.BuilderContainer;
import io.jenkins.plugins.istioimages.build.FileStages;
import io.jenkins.plugins.istioimages.build.HostToolchain;
import io.jenkins.plugins.istioimages.build.NativeImages;
import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.build.StageExecution;
import io.jenkins.plugins.istioimages.build.StageFiles;
import io.jenkins.plugins.istioimages.build.StageResults;
import io.jenkins.plugins.istioimages.build.StageRunner;
import io.jenkins.plugins.istioimages.catalog.ReleaseMakers;
import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.jenkins.data.PlanDocument;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import io.jenkins.plugins.istioimages.source.Checkout;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.nio.file.Path;
import java.util.Map;

/** The engine put together for the stages of a plan on an agent. */
final class StageWorkshop implements AutoCloseable {
    /** In the workspace; each stage has a directory below it. */
    static final String WORK = "istio-images";

    private final Staging staging;
    private final StageRunner runner;
    private final StageExecution execution;
    private final BuilderContainer container;

    private StageWorkshop(Staging staging, StageRunner runner, StageExecution execution, BuilderContainer container) {
        this.staging = staging;
        this.container = container;
        this.runner = runner;
        this.execution = execution;
    }

    static StageWorkshop open(PlanDocument plan, Path workspace, Machine machine) {
        Compressor compressor = Compressors.of(machine.environment()).named(plan.compressor());
        Staging staging = Staging.open(plan.staging(), machine);
        // Docker Pipeline runs the program of this name, too.
        BuilderContainer container = new BuilderContainer(
                "docker", plan.container(), new ProcessRunner(), ProcessLimits.DEFAULT, machine.environment());
        StageRunner runner = runner(plan, workspace.resolve(WORK), machine, staging, compressor, container);
        StageExecution execution = new StageExecution(
                new StageResults(staging.store(), plan.plan().hub()),
                new BaseDigests(staging.bases()),
                runner,
                machine.log());
        return new StageWorkshop(staging, runner, execution, container);
    }

    StageRunner runner() {
        return runner;
    }

    StageExecution execution() {
        return execution;
    }

    BuilderContainer container() {
        return container;
    }

    private static StageRunner runner(
            PlanDocument plan,
            Path root,
            Machine machine,
            Staging staging,
            Compressor compressor,
            BuilderContainer container) {
        Lock lock = plan.lock();
        Hub hub = plan.plan().hub();
        StepLog log = machine.log();
        MirrorCache mirrors = PlanCallable.mirrors(machine);
        Checkout checkout = new Checkout(mirrors);
        NativeImages images = new NativeImages(
                staging.store(),
                hub,
                new BaseImages(staging.bases()),
                compressor,
                lock.istio().committed(),
                Runtime.getRuntime().availableProcessors(),
                TransferListener.NONE,
                log);
        ArchiveImages archives =
                new ArchiveImages(staging.store(), hub, plan.plan().version(), compressor, log);
        EnvoyWork envoy = new EnvoyWork(plan, machine, staging, compressor);
        return new StageRunner(
                root,
                envoy.sources(
                        (stage, name, target) -> checkout.prepare(lock.sources().get(name), lock.version(), target)),
                new HostToolchain(new ProcessRunner(), ProcessLimits.DEFAULT, machine.environment()),
                new ProbedContainer(container),
                Map.of(ImageBuilder.NATIVE, envoy.maker(images), ImageBuilder.DOCKER, archives),
                new FileStages(ReleaseMakers.of(lock, mirrors), new StageFiles(staging.store(), hub)),
                log);
    }

    @Override
    public void close() {
        staging.close();
    }
}
