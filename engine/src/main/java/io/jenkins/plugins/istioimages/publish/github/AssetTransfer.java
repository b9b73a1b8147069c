package io.jenkins.plugins.istioimages.publish.github;

import io.jenkins.plugins.istioimages.publish.http.ApiClient;
import io.jenkins.plugins.istioimages.publish.http.ApiException;
import io.jenkins.plugins.istioimages.publish.http.LostAnswerException;
import io.jenkins.plugins.istioimages.publish.targets.Action;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares the assets of one release, and brings those that are missing. */
final class AssetTransfer {
    private final Releases releases;
    private final ApiClient client;
    private final FoundRelease release;
    private Map<String, FoundAsset> found;

    AssetTransfer(Releases releases, ApiClient client, FoundRelease release) {
        this.releases = releases;
        this.client = client;
        this.release = release;
        refresh();
    }

    private void refresh() {
        found = releases.assets(release).stream()
                .collect(Collectors.toMap(FoundAsset::name, Function.identity(), (one, other) -> one));
    }

    /** Without a release. */
    static Item missing(ReleaseAsset asset) {
        return Item.fixed(asset.name(), asset.digest().toString(), Optional.empty());
    }

    Item look(ReleaseAsset asset) {
        FoundAsset there = found.get(asset.name());
        if (there == null) {
            return missing(asset);
        }
        String asked = asset.digest().toString();
        Item item = broken(there, asset)
                ? new Item(asset.name(), asked, Optional.of(content(there, asset)), Action.UPDATE, Optional.empty())
                : Item.fixed(asset.name(), asked, Optional.of(content(there, asset)));
        return item.at(there.link());
    }

    /** What broke on its way is ours to mend, and so is what nobody could have downloaded yet. */
    private boolean broken(FoundAsset there, ReleaseAsset asset) {
        return !there.whole() || (release.draft() && there.size() != asset.size());
    }

    /** What is there; the size alone where that tells enough. */
    private String content(FoundAsset there, ReleaseAsset asset) {
        if (!there.whole()) {
            return "a broken upload of " + there.size() + " bytes";
        }
        return there.size() == asset.size()
                ? releases.digest(there)
                : there.digest().orElse("other content") + ", " + there.size() + " bytes and not " + asset.size();
    }

    /**
     * Brings an asset, in place of what is there if that is what was seen there.
     *
     * @throws ApiException if there is something else by now, or GitHub refuses
     */
    void bring(ReleaseAsset asset, Item change) {
        ApiClient.Tries tries = client.tries("asset " + asset.name());
        while (look(asset).action() != Action.NONE) {
            clear(asset, change);
            Optional<String> problem = send(asset);
            if (problem.isPresent()) {
                boolean again = tries.again(problem.get(), Optional.empty());
                refresh();
                if (!again && look(asset).action() != Action.NONE) {
                    throw new ApiException(problem.get(), 0);
                }
            }
        }
    }

    /** Why it is not there, or not known to be. */
    private Optional<String> send(ReleaseAsset asset) {
        try {
            Optional<FoundAsset> sent = releases.upload(release, asset);
            sent.ifPresent(there -> found.put(asset.name(), there));
            return look(asset).action() == Action.NONE
                    ? Optional.empty()
                    : Optional.of("asset " + asset.name()
                            + (sent.isPresent() ? " has not arrived whole" : " is there already"));
        } catch (LostAnswerException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void clear(ReleaseAsset asset, Item change) {
        FoundAsset there = found.get(asset.name());
        if (there == null) {
            return;
        }
        Item now = look(asset);
        if (now.action() != Action.UPDATE && !now.found().equals(change.found())) {
            throw new ApiException(
                    "asset " + asset.name() + " should be " + now.asked() + " and is "
                            + now.found().orElse("not there") + " by now",
                    0);
        }
        releases.delete(there);
        found.remove(asset.name());
    }

    /** @throws ApiException if one of them is not there as it should be */
    void checkAll(List<ReleaseAsset> assets) {
        refresh();
        for (ReleaseAsset asset : assets) {
            Item item = look(asset);
            if (item.action() != Action.NONE) {
                throw new ApiException(
                        "asset " + asset.name() + " should be " + item.asked() + " and is "
                                + item.found().orElse("not there") + "; the release is not published",
                        0);
            }
        }
    }
}
