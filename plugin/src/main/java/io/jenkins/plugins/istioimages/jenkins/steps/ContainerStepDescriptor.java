package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.istioimages.build.PullPolicy;
import io.jenkins.plugins.istioimages.plan.BuilderImages;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of what {@link ContainerStep} has. */
public abstract class ContainerStepDescriptor extends StepDescriptor {
    @POST
    public FormValidation doCheckBuilderPlatform(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> BuilderImages.checkPlatform(Texts.text(value)));
    }

    @POST
    public FormValidation doCheckBuilderUser(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.container(Texts.text(value), "", "", ""));
    }

    @POST
    public FormValidation doCheckBuilderVolumes(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.container("", value, "", ""));
    }

    @POST
    public FormValidation doCheckBuilderNetwork(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.container("", "", Texts.text(value), ""));
    }

    @POST
    public FormValidation doCheckBuilderEnv(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.container("", "", "", value));
    }

    @POST
    public ListBoxModel doFillBuilderPullItems(@AncestorInPath Item item) {
        ListBoxModel items = new ListBoxModel();
        if (CredentialItems.mayConfigure(item)) {
            for (PullPolicy policy : PullPolicy.values()) {
                items.add(policy.id(), policy.id());
            }
        }
        return items;
    }
}
