package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of what {@link ReleaseStep} has. */
public abstract class ReleaseStepDescriptor extends ContainerStepDescriptor {
    /** What a compressor is called until somebody says otherwise. */
    public final String getDefaultCompressor() {
        return PlannedStep.COMPRESSOR;
    }

    @POST
    public FormValidation doCheckManifest(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.manifest(value));
    }

    @POST
    public FormValidation doCheckPlatforms(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.platforms(value));
    }

    @POST
    public FormValidation doCheckOutputs(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.outputs(value));
    }

    @POST
    public FormValidation doCheckAgentLabels(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.labels(value));
    }

    @POST
    public FormValidation doCheckBuildEnv(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.variables(value));
    }

    @POST
    public FormValidation doCheckStaging(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.staging(value));
    }

    @POST
    public FormValidation doCheckBuilderImage(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.builderImage(value));
    }

    @POST
    public FormValidation doCheckGitHosts(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String gitCredentialsId) {
        return Checks.form(item, () -> Checks.gitHosts(value, gitCredentialsId));
    }

    @POST
    public ListBoxModel doFillGitCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String gitCredentialsId) {
        return CredentialItems.git(item, gitCredentialsId);
    }

    @POST
    public ListBoxModel doFillImageBuilderItems(@AncestorInPath Item item) {
        return CredentialItems.mayConfigure(item) ? builders() : new ListBoxModel();
    }

    @POST
    public ListBoxModel doFillBaseImageBuilderItems(@AncestorInPath Item item) {
        return CredentialItems.mayConfigure(item) ? builders() : new ListBoxModel();
    }

    private static ListBoxModel builders() {
        ListBoxModel items = new ListBoxModel();
        for (ImageBuilder builder : ImageBuilder.values()) {
            items.add(builder.id(), builder.id());
        }
        return items;
    }
}
