package io.jenkins.plugins.istioimages.publish.github;

import io.jenkins.plugins.istioimages.publish.tags.SourceTags;
import io.jenkins.plugins.istioimages.publish.targets.Action;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import io.jenkins.plugins.istioimages.source.Tagger;
import java.util.List;
import java.util.function.Consumer;

/** The tags of a release in one repository on GitHub, by its API: where a token is at hand, and no login for git. */
final class GitHubTagsTarget implements PublishTarget {
    private final GitHubApi api;
    private final GitHubRepository repository;
    private final SourceTags source;
    private final Tagger tagger;
    private final TagRefs refs;

    GitHubTagsTarget(GitHubApi api, GitHubRepository repository, SourceTags source, Tagger tagger) {
        this.api = api;
        this.repository = repository;
        this.source = source;
        this.tagger = tagger;
        this.refs = new TagRefs(api, repository);
    }

    @Override
    public TargetName name() {
        return new TargetName("github-tags", repository.toString());
    }

    @Override
    public List<Item> look() {
        api.checkWritable(repository);
        List<Item> items = source.names().stream()
                .map(tag -> refs.look(tag, tag, source.commit()))
                .toList();
        if (items.stream().anyMatch(item -> item.action() != Action.NONE)) {
            refs.checkCommit(source.commit());
        }
        return items;
    }

    @Override
    public void apply(List<Item> changes, Consumer<Item> done) {
        for (Item change : changes) {
            refs.bring(change, change.name(), tagger);
            done.accept(change);
        }
    }
}
