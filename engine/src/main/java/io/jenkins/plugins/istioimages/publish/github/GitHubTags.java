package io.jenkins.plugins.istioimages.publish.github;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.tags.SourceTags;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.Tagger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tags the repositories of a release by GitHub's API, each a target of its own. */
public final class GitHubTags {
    private final GitHubApi api;
    private final Tagger tagger;
    private final Optional<String> organization;

    /**
     * @param organization whose repositories are tagged, each of a source's name, wherever the sources came from, as
     *     release-builder does it; without one the repositories that the sources came from
     */
    public GitHubTags(GitHubApi api, Tagger tagger, Optional<String> organization) {
        this.api = api;
        this.tagger = tagger;
        this.organization = organization;
    }

    /**
     * The repositories of a lock.
     *
     * @throws InputException if a source has uncommitted changes, came from a directory and there is no organization,
     *     or shares a repository with another one at another commit
     */
    public List<PublishTarget> targets(Lock lock) {
        Map<GitHubRepository, SourceTags> sources = new LinkedHashMap<>();
        for (SourceTags source : SourceTags.of(lock)) {
            sources.merge(repository(source), source, SourceTags::and);
        }
        return sources.entrySet().stream()
                .<PublishTarget>map(entry -> new GitHubTagsTarget(api, entry.getKey(), entry.getValue(), tagger))
                .toList();
    }

    private GitHubRepository repository(SourceTags source) {
        if (organization.isPresent()) {
            return new GitHubRepository(organization.get(), source.source());
        }
        if (source.isLocal()) {
            throw new InputException("source '" + source.source() + "' came from the directory " + source.git()
                    + "; say in which organization its repository is tagged");
        }
        return GitHubRepository.ofUrl(source.git());
    }
}
