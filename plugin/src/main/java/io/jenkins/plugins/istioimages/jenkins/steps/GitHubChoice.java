package io.jenkins.plugins.istioimages.jenkins.steps;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.agents.GitHubGroup;
import io.jenkins.plugins.istioimages.jenkins.agents.TargetGroup;
import io.jenkins.plugins.istioimages.publish.github.GitHubRepository;
import io.jenkins.plugins.istioimages.publish.github.GitHubServer;
import java.io.IOException;

/** A release on GitHub, and tags by its API, as a call asks for them. */
final class GitHubChoice implements TargetChoice {
    private static final long serialVersionUID = 1L;

    private final String organization;
    private final String api;
    private final String credentialsId;
    private final boolean draft;
    private final String notes;
    private final boolean tags;
    private final String tagger;

    GitHubChoice(SourcePublishingStep step, String tagger) {
        this.organization = Texts.text(step.getGithub());
        this.api = Texts.text(step.getGithubApi());
        this.credentialsId = Texts.text(step.getGithubCredentialsId());
        this.draft = step.isDraft();
        this.notes = Texts.text(step.getNotes());
        this.tags = !step.isGitTags();
        this.tagger = tagger;
    }

    @Override
    public boolean isGiven() {
        return !organization.isEmpty();
    }

    @Override
    public void check() {
        if (!isGiven()) {
            if (draft || !notes.isEmpty() || !api.isEmpty() || !credentialsId.isEmpty()) {
                throw new InputException("draft, notes, githubApi and githubCredentialsId are for the release on"
                        + " GitHub; give github: 'ORGANIZATION'");
            }
            return;
        }
        checkOrganization(organization);
        checkServer(api);
        GitTagsChoice.checkTagger(tagger);
        if (credentialsId.isEmpty()) {
            throw new InputException("github needs a token: give githubCredentialsId");
        }
    }

    static void checkOrganization(String organization) {
        new GitHubRepository(organization, "istio");
    }

    static GitHubServer checkServer(String api) {
        return api.isEmpty() ? GitHubServer.com() : GitHubServer.at(api);
    }

    @Override
    public TargetGroup with(RunCredentials credentials) throws IOException {
        String token = credentials.token(credentialsId, checkServer(api).api());
        return new GitHubGroup(organization, api, token, tagger)
                .draft(draft)
                .notes(notes)
                .tags(tags);
    }
}
