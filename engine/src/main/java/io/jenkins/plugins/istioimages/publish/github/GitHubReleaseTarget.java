package io.jenkins.plugins.istioimages.publish.github;

import io.jenkins.plugins.istioimages.publish.targets.Action;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import io.jenkins.plugins.istioimages.source.Tagger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A release on GitHub. It is a draft until its tag and all of its assets are there, so that nobody sees a part of it;
 * a draft that another run has left is gone on with.
 */
public final class GitHubReleaseTarget implements PublishTarget {
    private static final String NOTES = "title and notes";
    private static final String RELEASE = "release";

    private final GitHubApi api;
    private final GitHubRepository repository;
    private final ReleaseOrder order;
    private final Tagger tagger;
    private final TagRefs tags;
    private final Releases releases;

    /** @param tagger of the tag, where that is missing: a release that is published without one gets some other */
    public GitHubReleaseTarget(GitHubApi api, GitHubRepository repository, ReleaseOrder order, Tagger tagger) {
        this.api = api;
        this.repository = repository;
        this.order = order;
        this.tagger = tagger;
        this.tags = new TagRefs(api, repository);
        this.releases = new Releases(api, repository);
    }

    @Override
    public TargetName name() {
        return nameOf(repository, order.version());
    }

    /** What a release is called among targets. */
    public static TargetName nameOf(GitHubRepository repository, String version) {
        return new TargetName("github", repository + " " + version);
    }

    @Override
    public List<Item> look() {
        api.checkWritable(repository);
        Optional<FoundRelease> release = releases.find(order.version());
        List<Item> items = new ArrayList<>();
        if (!order.draft()) {
            items.add(tag());
        } else if (release.isEmpty()) {
            tags.checkCommit(order.commit());
        }
        Optional<AssetTransfer> assets = release.map(this::assets);
        order.assets()
                .forEach(asset -> items.add(
                        assets.map(there -> there.look(asset)).orElseGet(() -> AssetTransfer.missing(asset))));
        items.add(notes(release));
        items.add(state(release));
        return items;
    }

    private Item tag() {
        Item tag = tags.look("tag " + order.version(), order.version(), order.commit());
        if (tag.action() != Action.NONE) {
            tags.checkCommit(order.commit());
        }
        return tag;
    }

    /** Who writes a draft still changes it; what is published stands. */
    private Item notes(Optional<FoundRelease> release) {
        Optional<String> found = release.map(FoundRelease::words);
        Item notes = release.filter(FoundRelease::draft).isPresent()
                ? Item.moving(NOTES, order.words(), found)
                : Item.fixed(NOTES, order.words(), found);
        return release.map(there -> notes.at(there.page())).orElse(notes);
    }

    /** A draft that was asked for, and that somebody has published since, is as it should be. */
    private Item state(Optional<FoundRelease> release) {
        if (release.isEmpty()) {
            return Item.fixed(RELEASE, order.state(), Optional.empty());
        }
        FoundRelease there = release.get();
        Optional<String> found = Optional.of(there.state());
        if (there.draft()) {
            return Item.moving(RELEASE, order.state(), found).at(there.page());
        }
        Item item = Item.fixed(RELEASE, ReleaseOrder.state(false, order.prerelease()), found);
        return item.at(there.page());
    }

    private AssetTransfer assets(FoundRelease release) {
        return new AssetTransfer(releases, api.client(), release);
    }

    @Override
    public void apply(List<Item> changes, Consumer<Item> done) {
        FoundRelease release = releases.find(order.version()).orElseGet(() -> releases.draft(order));
        AssetTransfer transfer = assets(release);
        Map<String, ReleaseAsset> assets =
                order.assets().stream().collect(Collectors.toMap(ReleaseAsset::name, Function.identity()));
        for (Item change : changes) {
            if (assets.containsKey(change.name())) {
                transfer.bring(assets.get(change.name()), change);
            } else if (change.name().equals(NOTES)) {
                describe(release);
            } else if (change.name().equals(RELEASE)) {
                finish(release, transfer);
            } else {
                tags.bring(change, order.version(), tagger);
            }
            done.accept(change);
        }
    }

    private void describe(FoundRelease release) {
        if (!release.words().equals(order.words())) {
            releases.describe(release, order);
        }
    }

    /** Comes last: from here on everybody sees the release. */
    private void finish(FoundRelease release, AssetTransfer transfer) {
        transfer.checkAll(order.assets());
        if (!order.draft()) {
            releases.publish(release, order);
        } else if (release.prerelease() != order.prerelease()) {
            releases.describe(release, order);
        }
    }
}
