package io.jenkins.plugins.istioimages.publish.tags;

import io.jenkins.plugins.istioimages.publish.targets.Action;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import io.jenkins.plugins.istioimages.source.GitAuthException;
import io.jenkins.plugins.istioimages.source.GitException;
import io.jenkins.plugins.istioimages.source.GitTimeoutException;
import io.jenkins.plugins.istioimages.source.GitUnreachableException;
import io.jenkins.plugins.istioimages.source.RemoteTags;
import io.jenkins.plugins.istioimages.source.TagOrder;
import io.jenkins.plugins.istioimages.source.Tagger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The tags of a release in one repository, over git itself. A tag at the right commit is as it should be, whoever made
 * it. Those that are missing are pushed at once, all or none where the server can do that.
 */
final class GitTagsTarget implements PublishTarget {
    private static final int TRIES = 3;

    private final SourceTags source;
    private final Tagger tagger;
    private final RemoteTags remote;

    GitTagsTarget(SourceTags source, Tagger tagger, RemoteTags remote) {
        this.source = source;
        this.tagger = tagger;
        this.remote = remote;
    }

    /** For two sources in one repository. */
    GitTagsTarget and(GitTagsTarget other) {
        return new GitTagsTarget(source.and(other.source), tagger, remote);
    }

    @Override
    public TargetName name() {
        return new TargetName("git", remote.place());
    }

    @Override
    public List<Item> look() {
        List<Item> items = compared();
        if (items.stream().anyMatch(item -> item.action() != Action.NONE)) {
            remote.checkPush();
        }
        return items;
    }

    private List<Item> compared() {
        Map<String, String> found = remote.find(source.names());
        return source.names().stream()
                .map(tag -> Item.fixed(tag, source.commit(), Optional.ofNullable(found.get(tag))))
                .toList();
    }

    @Override
    public void apply(List<Item> changes, Consumer<Item> done) {
        List<Item> left = changes;
        for (int i = 1; !left.isEmpty(); i++) {
            try {
                remote.push(left.stream().map(this::order).toList());
                left = List.of();
            } catch (GitAuthException e) {
                throw e;
            } catch (GitException e) {
                List<Item> missing = missing(left, e);
                boolean further = passing(e) || missing.size() < left.size();
                if (!missing.isEmpty() && (i == TRIES || !further)) {
                    throw e;
                }
                left = missing;
            }
        }
        changes.forEach(done);
    }

    private static boolean passing(GitException e) {
        return e instanceof GitUnreachableException || e instanceof GitTimeoutException;
    }

    /** Those of some that are not there: an answer may have been lost, and somebody else may make the same tag. */
    private List<Item> missing(List<Item> items, GitException lost) {
        try {
            List<String> there = compared().stream()
                    .filter(item -> item.action() == Action.NONE)
                    .map(Item::name)
                    .toList();
            return items.stream().filter(item -> !there.contains(item.name())).toList();
        } catch (GitException e) {
            lost.addSuppressed(e);
            throw lost;
        }
    }

    private TagOrder order(Item item) {
        return new TagOrder(item.name(), SourceTags.message(item.name()), source.commit(), tagger, item.found());
    }
}
