package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Util;
import io.jenkins.plugins.istioimages.jenkins.agents.PlanRequest;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** What is chosen when a release is planned or built: the parameters that both steps have. */
public abstract class ReleaseStep extends ContainerStep {
    /** The fastest gzip at hand on each agent. */
    static final String COMPRESSOR = "gzip";

    private final String manifest;
    private String version;
    private String versionFrom;
    private List<String> platforms = List.of();
    private List<String> agentLabels = List.of();
    private String builderImage;
    private String imageBuilder = ImageBuilder.NATIVE.id();
    private List<String> images = List.of();
    private List<String> variants = List.of();
    private List<String> buildEnv = List.of();
    private String envoy;
    private String staging;
    private String compressor = COMPRESSOR;
    private String gitCredentialsId;
    private List<String> gitHosts = List.of();
    private List<String> outputs = List.of();
    private boolean allowUnsupported;

    ReleaseStep(String manifest) {
        this.manifest = manifest;
    }

    public final String getManifest() {
        return manifest;
    }

    public final String getVersion() {
        return version;
    }

    @DataBoundSetter
    public final void setVersion(String version) {
        this.version = Util.fixEmptyAndTrim(version);
    }

    public final String getVersionFrom() {
        return versionFrom;
    }

    @DataBoundSetter
    public final void setVersionFrom(String versionFrom) {
        this.versionFrom = Util.fixEmptyAndTrim(versionFrom);
    }

    public final List<String> getPlatforms() {
        return platforms;
    }

    /** For the form. */
    public final String getPlatformsText() {
        return Texts.joined(platforms);
    }

    @DataBoundSetter
    public final void setPlatforms(List<String> platforms) {
        this.platforms = Texts.words(platforms);
    }

    public final List<String> getAgentLabels() {
        return agentLabels;
    }

    /** For the form. */
    public final String getAgentLabelsText() {
        return Texts.joinedLines(agentLabels);
    }

    @DataBoundSetter
    public final void setAgentLabels(List<String> agentLabels) {
        this.agentLabels = Texts.lines(agentLabels);
    }

    public final String getBuilderImage() {
        return builderImage;
    }

    @DataBoundSetter
    public final void setBuilderImage(String builderImage) {
        this.builderImage = Util.fixEmptyAndTrim(builderImage);
    }

    public final String getImageBuilder() {
        return imageBuilder;
    }

    /** A form that is sent before its list of builders is there gives an empty text: that is no choice. */
    @DataBoundSetter
    public final void setImageBuilder(String imageBuilder) {
        boolean none = imageBuilder == null || imageBuilder.isBlank();
        this.imageBuilder = none ? ImageBuilder.NATIVE.id() : imageBuilder.strip();
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

    public final List<String> getBuildEnv() {
        return buildEnv;
    }

    /** For the form. */
    public final String getBuildEnvText() {
        return Texts.joinedLines(buildEnv);
    }

    @DataBoundSetter
    public final void setBuildEnv(List<String> buildEnv) {
        this.buildEnv = Texts.lines(buildEnv);
    }

    public final String getEnvoy() {
        return envoy;
    }

    @DataBoundSetter
    public final void setEnvoy(String envoy) {
        this.envoy = Util.fixEmptyAndTrim(envoy);
    }

    public final String getStaging() {
        return staging;
    }

    @DataBoundSetter
    public final void setStaging(String staging) {
        this.staging = Util.fixEmptyAndTrim(staging);
    }

    public final String getCompressor() {
        return compressor;
    }

    @DataBoundSetter
    public final void setCompressor(String compressor) {
        this.compressor = compressor;
    }

    public final String getGitCredentialsId() {
        return gitCredentialsId;
    }

    @DataBoundSetter
    public final void setGitCredentialsId(String gitCredentialsId) {
        this.gitCredentialsId = Util.fixEmptyAndTrim(gitCredentialsId);
    }

    public final List<String> getGitHosts() {
        return gitHosts;
    }

    /** For the form. */
    public final String getGitHostsText() {
        return Texts.joined(gitHosts);
    }

    @DataBoundSetter
    public final void setGitHosts(List<String> gitHosts) {
        this.gitHosts = Texts.words(gitHosts);
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

    public final boolean isAllowUnsupported() {
        return allowUnsupported;
    }

    @DataBoundSetter
    public final void setAllowUnsupported(boolean allowUnsupported) {
        this.allowUnsupported = allowUnsupported;
    }

    /**
     * Who the call wants to be to git servers, checked.
     *
     * @throws UserError in the words that the form says, too
     */
    final GitChoice git() throws UserError {
        return checked(new GitChoice(gitCredentialsId, gitHosts));
    }

    static GitChoice checked(GitChoice choice) throws UserError {
        return Checks.orAbort(() -> {
            choice.check();
            return choice;
        });
    }

    /**
     * What is asked for, with what the system configuration adds, checked as far as it can be without an agent.
     *
     * @throws UserError in the words that the form says, too
     */
    final PlanRequest request() throws UserError {
        return Checks.orAbort(() -> {
            Defaults defaults = Defaults.inForce();
            PlanRequest request = new PlanRequest(text(manifest))
                    .version(text(version))
                    .versionFrom(text(versionFrom))
                    .platforms(platforms)
                    .labels(defaults.labels(Texts.fields(agentLabels, "agentLabels")))
                    .builderImage(defaults.builderImage(builderImage))
                    .builderPlatform(text(getBuilderPlatform()))
                    .container(container())
                    .imageBuilder(imageBuilder)
                    .images(images)
                    .variants(variants)
                    .variables(Texts.fields(buildEnv, "buildEnv"))
                    .envoy(text(envoy))
                    .staging(defaults.staging(staging))
                    .compressor(compressor)
                    .outputs(outputs)
                    .allowUnsupported(allowUnsupported);
            request.check();
            return request;
        });
    }

    static String text(String optional) {
        return optional == null ? "" : optional.strip();
    }
}
