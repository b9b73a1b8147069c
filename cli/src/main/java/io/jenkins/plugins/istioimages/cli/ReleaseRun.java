package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.build.ArchiveImages;
import io.jenkins.plugins.istioimages.build.BaseDigests;
import io.jenkins.plugins.istioimages.build.BuildListener;
import io.jenkins.plugins.istioimages.build.FileStages;
import io.jenkins.plugins.istioimages.build.HostToolchain;
import io.jenkins.plugins.istioimages.build.LocalExecutor;
import io.jenkins.plugins.istioimages.build.NativeImages;
import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.build.SourceTrees;
import io.jenkins.plugins.istioimages.build.StageExecution;
import io.jenkins.plugins.istioimages.build.StageFiles;
import io.jenkins.plugins.istioimages.build.StageResults;
import io.jenkins.plugins.istioimages.build.StageRunner;
import io.jenkins.plugins.istioimages.catalog.ReleaseBuild;
import io.jenkins.plugins.istioimages.catalog.ReleaseDirectory;
import io.jenkins.plugins.istioimages.catalog.ReleaseMakers;
import io.jenkins.plugins.istioimages.envoy.EnvoyExtensions;
import io.jenkins.plugins.istioimages.envoy.EnvoyImages;
import io.jenkins.plugins.istioimages.envoy.EnvoyPlacement;
import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import io.jenkins.plugins.istioimages.source.Checkout;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the engine together for a build on this machine.
 *
 * @param mirrors where sources come from
 * @param staging where images go
 * @param bases where base images are looked for, in order
 * @param compressor of layers
 * @param limits of every program that is run
 * @param containers how builder containers are run
 * @param parallel how many stages, and images of a stage, are worked on at once
 * @param environment of this process
 * @param listener hears of the build
 */
record ReleaseRun(
        MirrorCache mirrors,
        ImageStore staging,
        List<ImageStore> bases,
        Compressor compressor,
        ProcessLimits limits,
        ContainerChoices containers,
        int parallel,
        Map<String, String> environment,
        BuildListener listener) {

    ReleaseBuild.Built run(PlannedRelease release, ReleaseDirectory directory) {
        return run(Optional.empty(), release, directory);
    }

    /** @param before base images of the release itself; empty for none */
    ReleaseBuild.Built run(Optional<PlannedRelease> before, PlannedRelease release, ReleaseDirectory directory) {
        ProcessRunner processes = new ProcessRunner();
        Checkout checkout = new Checkout(mirrors);
        SourceTrees trees = (stage, name, target) -> checkout.prepare(
                release.lock().sources().get(name), release.lock().version(), target);
        EnvoyImages envoys = new EnvoyImages(new BaseImages(bases));
        SourceTrees sources = new EnvoyPlacement(trees, envoys, new EnvoyExtensions(bases, envoys), listener);
        NativeImages images = new NativeImages(
                staging,
                release.plan().hub(),
                new BaseImages(bases),
                compressor,
                release.lock().istio().committed(),
                parallel,
                TransferListener.NONE,
                listener);
        ArchiveImages archives =
                new ArchiveImages(staging, release.plan().hub(), release.plan().version(), compressor, listener);
        StageRunner runner = new StageRunner(
                directory.work(),
                sources,
                new HostToolchain(processes, limits, environment),
                containers.container(processes, limits, environment),
                Map.of(ImageBuilder.NATIVE, images, ImageBuilder.DOCKER, archives),
                new FileStages(
                        ReleaseMakers.of(release.lock(), mirrors),
                        new StageFiles(staging, release.plan().hub())),
                listener);
        StageExecution execution = new StageExecution(
                new StageResults(staging, release.plan().hub()), new BaseDigests(bases), runner, listener);
        LocalExecutor executor = new LocalExecutor(execution, listener, parallel);
        return new ReleaseBuild(staging, executor, compressor.id(), containers.load(processes, limits, environment))
                .run(before, release, directory);
    }
}
