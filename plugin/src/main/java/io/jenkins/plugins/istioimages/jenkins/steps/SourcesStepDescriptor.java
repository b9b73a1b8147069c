package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import org.jvnet.localizer.Localizable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a step that reads sources. */
public abstract class SourcesStepDescriptor extends InnerStepDescriptor {
    SourcesStepDescriptor(String functionName, Localizable displayName) {
        super(functionName, displayName);
    }

    @POST
    public ListBoxModel doFillGitCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String gitCredentialsId) {
        return CredentialItems.git(item, gitCredentialsId);
    }

    @POST
    public FormValidation doCheckGitHosts(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String gitCredentialsId) {
        return Checks.form(item, () -> Checks.gitHosts(value, gitCredentialsId));
    }
}
