package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Util;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that works for a plan on an agent, and reads sources there, which may be private. */
public abstract class SourcesStep extends StagingStep {
    private String gitCredentialsId;
    private List<String> gitHosts = List.of();

    SourcesStep(ReleasePlan plan) {
        super(plan);
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

    /** Who reads them. */
    final GitChoice git() throws UserError {
        return GitStep.checked(new GitChoice(gitCredentialsId, gitHosts));
    }
}
