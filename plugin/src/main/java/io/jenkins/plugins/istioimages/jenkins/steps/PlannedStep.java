package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Util;
import io.jenkins.plugins.istioimages.jenkins.agents.PlanRequest;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that plans stages from a release manifest: the parameters of every plan. */
public abstract class PlannedStep extends ContainerStep {
    /** The fastest gzip at hand on each agent. */
    static final String COMPRESSOR = "gzip";

    private final String manifest;
    private String version;
    private String versionFrom;
    private String repositories;
    private boolean allowUnsupported;
    private List<String> platforms = List.of();
    private List<String> agentLabels = List.of();
    private String builderImage;
    private List<String> buildEnv = List.of();
    private String staging;
    private String compressor = COMPRESSOR;

    PlannedStep(String manifest) {
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

    public final String getRepositories() {
        return repositories;
    }

    @DataBoundSetter
    public final void setRepositories(String repositories) {
        this.repositories = Util.fixEmptyAndTrim(repositories);
    }

    public final boolean isAllowUnsupported() {
        return allowUnsupported;
    }

    @DataBoundSetter
    public final void setAllowUnsupported(boolean allowUnsupported) {
        this.allowUnsupported = allowUnsupported;
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

    /**
     * What every plan is asked for, not checked yet.
     *
     * @param builder the builder image; empty for none
     */
    final PlanRequest common(Defaults defaults, String builder) {
        return new PlanRequest(Texts.text(manifest))
                .version(Texts.text(version))
                .versionFrom(Texts.text(versionFrom))
                .repositories(Texts.text(repositories))
                .allowUnsupported(allowUnsupported)
                .platforms(platforms)
                .labels(defaults.labels(Texts.fields(agentLabels, "agentLabels")))
                .builderImage(builder)
                .builderPlatform(Texts.text(getBuilderPlatform()))
                .container(container())
                .variables(Texts.fields(buildEnv, "buildEnv"))
                .staging(defaults.staging(staging))
                .compressor(compressor);
    }
}
