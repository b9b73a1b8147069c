package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Util;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that publishes at the sources of a release, too: tags in their repositories, a release on GitHub. */
public abstract class SourcePublishingStep extends PublishingStep {
    private boolean gitTags;
    private List<String> gitPush = List.of();
    private String gitCredentialsId;
    private List<String> gitHosts = List.of();
    private String tagger;
    private String github;
    private String githubApi;
    private String githubCredentialsId;
    private boolean draft;
    private String notes;

    SourcePublishingStep() {}

    public final boolean isGitTags() {
        return gitTags;
    }

    @DataBoundSetter
    public final void setGitTags(boolean gitTags) {
        this.gitTags = gitTags;
    }

    public final List<String> getGitPush() {
        return gitPush;
    }

    /** For the form. */
    public final String getGitPushText() {
        return Texts.joinedLines(gitPush);
    }

    /** @param gitPush {@code SOURCE=URL}, one a line */
    @DataBoundSetter
    public final void setGitPush(List<String> gitPush) {
        this.gitPush = Texts.lines(gitPush);
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

    public final String getTagger() {
        return tagger;
    }

    @DataBoundSetter
    public final void setTagger(String tagger) {
        this.tagger = Util.fixEmptyAndTrim(tagger);
    }

    public final String getGithub() {
        return github;
    }

    @DataBoundSetter
    public final void setGithub(String github) {
        this.github = Util.fixEmptyAndTrim(github);
    }

    public final String getGithubApi() {
        return githubApi;
    }

    @DataBoundSetter
    public final void setGithubApi(String githubApi) {
        this.githubApi = Util.fixEmptyAndTrim(githubApi);
    }

    public final String getGithubCredentialsId() {
        return githubCredentialsId;
    }

    @DataBoundSetter
    public final void setGithubCredentialsId(String githubCredentialsId) {
        this.githubCredentialsId = Util.fixEmptyAndTrim(githubCredentialsId);
    }

    public final boolean isDraft() {
        return draft;
    }

    @DataBoundSetter
    public final void setDraft(boolean draft) {
        this.draft = draft;
    }

    public final String getNotes() {
        return notes;
    }

    @DataBoundSetter
    public final void setNotes(String notes) {
        this.notes = Util.fixEmptyAndTrim(notes);
    }

    /** Who tags are pushed as. */
    final GitChoice git() throws UserError {
        return GitStep.checked(new GitChoice(gitCredentialsId, gitHosts));
    }
}
