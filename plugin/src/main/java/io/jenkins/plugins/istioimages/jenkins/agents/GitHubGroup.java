package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.publish.github.GitHubApi;
import io.jenkins.plugins.istioimages.publish.github.GitHubReleaseTarget;
import io.jenkins.plugins.istioimages.publish.github.GitHubRepository;
import io.jenkins.plugins.istioimages.publish.github.GitHubServer;
import io.jenkins.plugins.istioimages.publish.github.GitHubTags;
import io.jenkins.plugins.istioimages.publish.http.BearerToken;
import io.jenkins.plugins.istioimages.publish.http.Patience;
import io.jenkins.plugins.istioimages.publish.http.Pauses;
import io.jenkins.plugins.istioimages.publish.release.ReleaseFolder;
import io.jenkins.plugins.istioimages.publish.release.SourceTargets;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.Tagger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A release on GitHub and, where git does not do it, tags of its repositories by GitHub's API. */
public final class GitHubGroup implements TargetGroup {
    private static final long serialVersionUID = 1L;

    private final String organization;
    private final String api;
    private final String token;
    private final String tagger;
    private boolean draft;
    private String notes = "";
    private boolean tags;

    /**
     * @param organization that has the repositories
     * @param api address of a server's API; empty for github.com
     * @param token for it
     * @param tagger {@code NAME <ADDRESS>}
     */
    public GitHubGroup(String organization, String api, String token, String tagger) {
        this.organization = organization;
        this.api = api;
        this.token = token;
        this.tagger = tagger;
    }

    /** @param stays whether the release stays a draft */
    public GitHubGroup draft(boolean stays) {
        draft = stays;
        return this;
    }

    /** @param file in the workspace that holds the notes of the release; empty for the standard ones */
    public GitHubGroup notes(String file) {
        notes = file;
        return this;
    }

    /** @param too whether the repositories are tagged, too */
    public GitHubGroup tags(boolean too) {
        tags = too;
        return this;
    }

    @Override
    public List<TargetName> names(Lock lock) {
        List<TargetName> names = new ArrayList<>();
        if (tags) {
            Tagger person = Tagger.parse(tagger, lock.istio().committed());
            new GitHubTags(client(line -> {}), person, Optional.of(organization))
                    .targets(lock)
                    .forEach(target -> names.add(target.name()));
        }
        names.add(GitHubReleaseTarget.nameOf(new GitHubRepository(organization, "istio"), lock.version()));
        return names;
    }

    @Override
    public List<PublishTarget> targets(ReleaseFolder release, Path workspace, Machine machine) {
        GitHubApi client = client(machine::say);
        SourceTargets sources = new SourceTargets(release, tagger);
        List<PublishTarget> targets = new ArrayList<>();
        if (tags) {
            targets.addAll(sources.gitHubTags(client, organization));
        }
        Optional<Path> file =
                Optional.of(notes).filter(name -> !name.isEmpty()).map(name -> PlanCallable.inside(workspace, name));
        targets.add(sources.gitHubRelease(client, organization, draft, file));
        return targets;
    }

    private GitHubApi client(Consumer<String> lines) {
        GitHubServer server = api.isEmpty() ? GitHubServer.com() : GitHubServer.at(api);
        return new GitHubApi(server, new BearerToken(token), Patience.standard(), Pauses.SYSTEM, lines);
    }

    @Override
    public String toString() {
        return "GitHub " + organization;
    }
}
