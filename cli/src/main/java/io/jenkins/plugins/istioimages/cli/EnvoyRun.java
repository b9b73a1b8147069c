package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.build.BaseDigests;
import io.jenkins.plugins.istioimages.build.BuildListener;
import io.jenkins.plugins.istioimages.build.FileStages;
import io.jenkins.plugins.istioimages.build.HostToolchain;
import io.jenkins.plugins.istioimages.build.LocalExecutor;
import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.build.SourceTrees;
import io.jenkins.plugins.istioimages.build.StageExecution;
import io.jenkins.plugins.istioimages.build.StageFiles;
import io.jenkins.plugins.istioimages.build.StageResults;
import io.jenkins.plugins.istioimages.build.StageRunner;
import io.jenkins.plugins.istioimages.catalog.ReleaseDirectory;
import io.jenkins.plugins.istioimages.envoy.BazelDirectory;
import io.jenkins.plugins.istioimages.envoy.EnvoyBuild;
import io.jenkins.plugins.istioimages.envoy.EnvoyExtensions;
import io.jenkins.plugins.istioimages.envoy.EnvoyImages;
import io.jenkins.plugins.istioimages.envoy.EnvoyMaker;
import io.jenkins.plugins.istioimages.envoy.EnvoyPlacement;
import io.jenkins.plugins.istioimages.envoy.VersionProbe;
import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import io.jenkins.plugins.istioimages.source.Checkout;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import java.util.Map;

/**
 * Puts the engine together for builds of Envoy on this machine.
 *
 * @param mirrors where sources come from
 * @param place where images go and come from
 * @param compressor of layers
 * @param limits of every program that is run
 * @param containers how builder containers are run
 * @param bazel where Bazel keeps what it made
 * @param environment of this process
 * @param parallel how many stages are worked on at once
 * @param listener hears of the build
 */
record EnvoyRun(
        MirrorCache mirrors,
        Staging place,
        Compressor compressor,
        ProcessLimits limits,
        ContainerChoices containers,
        BazelDirectory bazel,
        Map<String, String> environment,
        int parallel,
        BuildListener listener) {

    EnvoyBuild.Result run(PlannedRelease release, ReleaseDirectory directory) {
        ProcessRunner processes = new ProcessRunner();
        Hub hub = release.plan().hub();
        BaseDigests bases = new BaseDigests(place.bases());
        EnvoyImages images = new EnvoyImages(new BaseImages(place.bases()));
        EnvoyMaker maker = new EnvoyMaker(
                place.store(),
                hub,
                images,
                bases,
                compressor,
                release.lock().sources().get("proxy"),
                new VersionProbe(processes, environment),
                listener);
        StageRunner runner = new StageRunner(
                directory.work(),
                sources(release, images),
                new HostToolchain(processes, limits, bazel.over(environment)),
                containers.container(bazel::over, processes, limits, environment),
                Map.of(ImageBuilder.NATIVE, maker),
                new FileStages(Map.of(), new StageFiles(place.store(), hub)),
                listener);
        StageExecution execution = new StageExecution(new StageResults(place.store(), hub), bases, runner, listener);
        LocalExecutor executor = new LocalExecutor(execution, listener, parallel);
        return new EnvoyBuild(place.store(), executor, compressor.id()).run(release, directory);
    }

    private SourceTrees sources(PlannedRelease release, EnvoyImages images) {
        Checkout checkout = new Checkout(mirrors);
        SourceTrees trees = (stage, name, target) -> checkout.prepare(
                release.lock().sources().get(name), release.lock().version(), target);
        return new EnvoyPlacement(trees, images, new EnvoyExtensions(place.bases(), images), listener);
    }
}
