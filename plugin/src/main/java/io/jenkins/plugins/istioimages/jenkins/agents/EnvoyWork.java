package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.build.BaseDigests;
import io.jenkins.plugins.istioimages.build.ImageMaker;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.build.SourceTrees;
import io.jenkins.plugins.istioimages.envoy.EnvoyExtensions;
import io.jenkins.plugins.istioimages.envoy.EnvoyImages;
import io.jenkins.plugins.istioimages.envoy.EnvoyMaker;
import io.jenkins.plugins.istioimages.envoy.EnvoyPlacement;
import io.jenkins.plugins.istioimages.envoy.MakersByKind;
import io.jenkins.plugins.istioimages.envoy.VersionProbe;
import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.compress.Compressor;
import io.jenkins.plugins.istioimages.jenkins.data.PlanDocument;
import io.jenkins.plugins.istioimages.source.ResolvedSource;

/** What has to do with Envoy in the stages of a plan: its own, and those of istio that take it. */
final class EnvoyWork {
    private final PlanDocument plan;
    private final Machine machine;
    private final Staging staging;
    private final Compressor compressor;
    private final EnvoyImages images;

    EnvoyWork(PlanDocument plan, Machine machine, Staging staging, Compressor compressor) {
        this.plan = plan;
        this.machine = machine;
        this.staging = staging;
        this.compressor = compressor;
        this.images = new EnvoyImages(new BaseImages(staging.bases()));
    }

    /** Working copies, with Envoy in those of istio where the plan says so. */
    SourceTrees sources(SourceTrees trees) {
        return new EnvoyPlacement(trees, images, new EnvoyExtensions(staging.bases(), images), machine.log());
    }

    /** @param others makes the images of all other stages */
    ImageMaker maker(ImageMaker others) {
        ResolvedSource proxy = plan.lock().sources().get("proxy");
        if (proxy == null) {
            return others;
        }
        EnvoyMaker envoy = new EnvoyMaker(
                staging.store(),
                plan.plan().hub(),
                images,
                new BaseDigests(staging.bases()),
                compressor,
                proxy,
                new VersionProbe(new ProcessRunner(), machine.environment()),
                machine.log());
        return new MakersByKind(envoy, others);
    }
}
