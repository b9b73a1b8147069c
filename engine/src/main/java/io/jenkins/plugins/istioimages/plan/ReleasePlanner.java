package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.manifest.ReleaseManifest;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.MirrorCache;
import io.jenkins.plugins.istioimages.source.SourceFiles;
import io.jenkins.plugins.istioimages.source.SourceOptions;
import io.jenkins.plugins.istioimages.source.SourceResolver;
import java.util.EnumSet;
import java.util.Optional;

/** From a manifest to a plan: sources are resolved, the istio tree's own files are read. Nothing is built or written. */
public final class ReleasePlanner {
    private final MirrorCache mirrors;
    private final SourceOptions sources;

    public ReleasePlanner(MirrorCache mirrors, SourceOptions sources) {
        this.mirrors = mirrors;
        this.sources = sources;
    }

    /**
     * Resolves and plans.
     *
     * @throws PlanException naming everything that is wrong
     * @throws io.jenkins.plugins.istioimages.errors.EngineException as {@link SourceResolver#resolve}
     */
    public PlannedRelease plan(ReleaseManifest manifest, PlanOptions options) {
        return plan(manifest, new SourceResolver(mirrors, sources).resolve(manifest), options);
    }

    /**
     * Plans the base images of the source, if the images of a release are built on them: {@link PlanOptions#ownBases}.
     *
     * @param release that was planned with these options
     * @param maker who makes them; those of istio itself run something, which takes docker
     * @return nothing where the release stands on other base images, or has no images
     * @throws io.jenkins.plugins.istioimages.errors.InputException if the source has none
     * @throws PlanException naming everything that is wrong
     */
    public Optional<PlannedRelease> bases(PlannedRelease release, PlanOptions options, ImageBuilder maker) {
        if (!options.ownBases() || !release.outputs().contains(Output.DOCKER)) {
            return Optional.empty();
        }
        ReleaseManifest manifest = release.manifest();
        Lock lock = release.lock();
        try (IstioTree tree = IstioTree.of(new SourceFiles(mirrors), lock.istio())) {
            Plan plan = new Planner().planBases(manifest, lock, options, maker, tree);
            return Optional.of(
                    new PlannedRelease(manifest, lock, plan, EnumSet.of(Output.DOCKER), release.platforms()));
        }
    }

    /**
     * Plans what is resolved already.
     *
     * @param manifest that the lock is of
     */
    public PlannedRelease plan(ReleaseManifest manifest, Lock lock, PlanOptions options) {
        try (IstioTree tree = IstioTree.of(new SourceFiles(mirrors), lock.istio())) {
            Plan plan = new Planner().plan(manifest, lock, options, tree);
            return new PlannedRelease(
                    manifest, lock, plan, Planner.outputs(manifest, options), Planner.platforms(manifest, options));
        }
    }
}
