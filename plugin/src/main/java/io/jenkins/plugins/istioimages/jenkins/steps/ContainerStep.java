package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Util;
import io.jenkins.plugins.istioimages.build.PullPolicy;
import io.jenkins.plugins.istioimages.jenkins.agents.ContainerRequest;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** A step whose stages may run in builder containers: the parameters that say how. */
public abstract class ContainerStep extends GitStep {
    private String builderPlatform;
    private String builderUser;
    private List<String> builderVolumes = List.of();
    private String builderNetwork;
    private List<String> builderEnv = List.of();
    private String builderPull = PullPolicy.MISSING.id();

    ContainerStep() {}

    public final String getBuilderPlatform() {
        return builderPlatform;
    }

    @DataBoundSetter
    public final void setBuilderPlatform(String builderPlatform) {
        this.builderPlatform = Util.fixEmptyAndTrim(builderPlatform);
    }

    public final String getBuilderUser() {
        return builderUser;
    }

    @DataBoundSetter
    public final void setBuilderUser(String builderUser) {
        this.builderUser = Util.fixEmptyAndTrim(builderUser);
    }

    public final List<String> getBuilderVolumes() {
        return builderVolumes;
    }

    /** For the form. */
    public final String getBuilderVolumesText() {
        return Texts.joinedLines(builderVolumes);
    }

    @DataBoundSetter
    public final void setBuilderVolumes(List<String> builderVolumes) {
        this.builderVolumes = Texts.lines(builderVolumes);
    }

    public final String getBuilderNetwork() {
        return builderNetwork;
    }

    @DataBoundSetter
    public final void setBuilderNetwork(String builderNetwork) {
        this.builderNetwork = Util.fixEmptyAndTrim(builderNetwork);
    }

    public final List<String> getBuilderEnv() {
        return builderEnv;
    }

    /** For the form. */
    public final String getBuilderEnvText() {
        return Texts.joinedLines(builderEnv);
    }

    @DataBoundSetter
    public final void setBuilderEnv(List<String> builderEnv) {
        this.builderEnv = Texts.lines(builderEnv);
    }

    public final String getBuilderPull() {
        return builderPull;
    }

    /** A form that is sent before its list is there gives an empty text: that is no choice. */
    @DataBoundSetter
    public final void setBuilderPull(String builderPull) {
        boolean none = builderPull == null || builderPull.isBlank();
        this.builderPull = none ? PullPolicy.MISSING.id() : builderPull.strip();
    }

    /** How containers are run. */
    final ContainerRequest container() {
        return new ContainerRequest(
                Texts.text(builderUser),
                builderVolumes,
                Texts.text(builderNetwork),
                Texts.fields(builderEnv, "builderEnv"),
                builderPull);
    }
}
