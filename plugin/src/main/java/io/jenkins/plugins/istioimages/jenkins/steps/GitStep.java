package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Util;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that reaches git servers: the parameters that say as whom. */
public abstract class GitStep extends Step {
    private String gitCredentialsId;
    private List<String> gitHosts = List.of();

    GitStep() {}

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
}
