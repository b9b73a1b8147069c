package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.istioimages.source.Tagger;
import java.time.Instant;
import java.util.List;
import org.jvnet.localizer.Localizable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a step that publishes at the sources of a release, too. */
public abstract class SourcePublishingStepDescriptor extends PublishingStepDescriptor {
    SourcePublishingStepDescriptor(String functionName, Localizable displayName) {
        super(functionName, displayName);
    }

    @POST
    public FormValidation doCheckGitPush(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Texts.fields(Texts.lines(List.of(value)), "gitPush"));
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
    public FormValidation doCheckTagger(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.given(value, word -> Tagger.parse(word, Instant.EPOCH)));
    }

    @POST
    public FormValidation doCheckGithub(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.given(value, GitHubChoice::checkOrganization));
    }

    @POST
    public FormValidation doCheckGithubApi(@AncestorInPath Item item, @QueryParameter String value) {
        return Checks.form(item, () -> Checks.given(value, GitHubChoice::checkServer));
    }

    @POST
    public ListBoxModel doFillGithubCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String githubCredentialsId) {
        return CredentialItems.tokens(item, githubCredentialsId);
    }
}
