package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Util;
import io.jenkins.plugins.istioimages.jenkins.agents.PlanRequest;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** What is chosen when the images of a release are planned or built: the parameters that both steps have. */
public abstract class ReleaseStep extends PlannedStep {
    private String imageBuilder = ImageBuilder.NATIVE.id();
    private List<String> images = List.of();
    private List<String> variants = List.of();
    private String envoy;
    private List<String> outputs = List.of();
    private boolean ownBases;
    private String baseImageBuilder = ImageBuilder.NATIVE.id();

    ReleaseStep(String manifest) {
        super(manifest);
    }

    public final String getImageBuilder() {
        return imageBuilder;
    }

    /** A form that is sent before its list of builders is there gives an empty text: that is no choice. */
    @DataBoundSetter
    public final void setImageBuilder(String imageBuilder) {
        this.imageBuilder = builder(imageBuilder);
    }

    private static String builder(String chosen) {
        return chosen == null || chosen.isBlank() ? ImageBuilder.NATIVE.id() : chosen.strip();
    }

    public final List<String> getImages() {
        return images;
    }

    /** For the form. */
    public final String getImagesText() {
        return Texts.joined(images);
    }

    @DataBoundSetter
    public final void setImages(List<String> images) {
        this.images = Texts.words(images);
    }

    public final List<String> getVariants() {
        return variants;
    }

    /** For the form. */
    public final String getVariantsText() {
        return Texts.joined(variants);
    }

    @DataBoundSetter
    public final void setVariants(List<String> variants) {
        this.variants = Texts.words(variants);
    }

    public final String getEnvoy() {
        return envoy;
    }

    @DataBoundSetter
    public final void setEnvoy(String envoy) {
        this.envoy = Util.fixEmptyAndTrim(envoy);
    }

    public final List<String> getOutputs() {
        return outputs;
    }

    /** For the form. */
    public final String getOutputsText() {
        return Texts.joined(outputs);
    }

    @DataBoundSetter
    public final void setOutputs(List<String> outputs) {
        this.outputs = Texts.words(outputs);
    }

    public final boolean isOwnBases() {
        return ownBases;
    }

    @DataBoundSetter
    public final void setOwnBases(boolean ownBases) {
        this.ownBases = ownBases;
    }

    public final String getBaseImageBuilder() {
        return baseImageBuilder;
    }

    @DataBoundSetter
    public final void setBaseImageBuilder(String baseImageBuilder) {
        this.baseImageBuilder = builder(baseImageBuilder);
    }

    /**
     * What is asked for, with what the system configuration adds, checked as far as it can be without an agent.
     *
     * @throws UserError in the words that the form says, too
     */
    final PlanRequest request() throws UserError {
        return Checks.orAbort(() -> {
            Defaults defaults = Defaults.inForce();
            PlanRequest request = common(defaults, defaults.builderImage(getBuilderImage()))
                    .imageBuilder(imageBuilder)
                    .images(images)
                    .variants(variants)
                    .envoy(Texts.text(envoy))
                    .outputs(outputs)
                    .ownBases(ownBases, baseImageBuilder);
            request.check();
            return request;
        });
    }
}
