package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.istioimages.jenkins.data.PublishTags;
import java.util.List;
import org.jvnet.localizer.Localizable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a step that publishes images. */
public abstract class PublishingStepDescriptor extends RegistryStepDescriptor {
    PublishingStepDescriptor(String functionName, Localizable displayName) {
        super(functionName, displayName);
    }

    /**
     * Checks hubs as they are given.
     *
     * @throws io.jenkins.plugins.istioimages.errors.InputException if they cannot be published to
     */
    abstract void checkHubs(List<String> hubs);

    @POST
    public FormValidation doCheckHubs(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> checkHubs(Texts.words(List.of(value))));
    }

    @POST
    public FormValidation doCheckTags(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Texts.words(List.of(value)).forEach(PublishTags::check));
    }

    @POST
    public FormValidation doCheckStaging(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.staging(value));
    }

    @POST
    public ListBoxModel doFillSignItems(@AncestorInPath Item item, @QueryParameter String sign) {
        return CredentialItems.secrets(item, sign);
    }

    @POST
    public ListBoxModel doFillSignPasswordCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String signPasswordCredentialsId) {
        return CredentialItems.secrets(item, signPasswordCredentialsId);
    }

    @POST
    public ListBoxModel doFillStagingCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String stagingCredentialsId) {
        return CredentialItems.usernamePasswords(item, stagingCredentialsId);
    }
}
