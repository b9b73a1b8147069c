package io.jenkins.plugins.istioimages.publish.bucket;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.Condition;
import io.jenkins.plugins.istioimages.publish.storage.ConditionFailedException;
import io.jenkins.plugins.istioimages.publish.storage.ObjectContent;
import io.jenkins.plugins.istioimages.publish.storage.StoredObject;
import io.jenkins.plugins.istioimages.publish.storage.Upload;
import io.jenkins.plugins.istioimages.publish.targets.Action;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All files of a release in a bucket, at {@code PREFIX/VERSION/FILE}, and aliases, {@code PREFIX/ALIAS}: objects whose
 * content is the version (release-builder pkg/publish/gcs.go, s3.go). Files never change; aliases move when all files are
 * there.
 */
public final class ReleaseBucketTarget implements PublishTarget {
    private static final int LONGEST_ALIAS = 4096;

    private final Bucket bucket;
    private final BucketAddress place;
    private final Path release;
    private final String version;
    private final List<String> aliases;
    private FixedObjects objects;

    /**
     * @param prefix in the bucket; empty for its top
     * @param release directory of the release, all of whose files are published
     * @param aliases names that lead to this version: {@code latest}, {@code 1.14-dev}
     * @throws InputException if version or an alias cannot be part of a key
     */
    public ReleaseBucketTarget(Bucket bucket, String prefix, Path release, String version, List<String> aliases) {
        this.bucket = bucket;
        this.place = bucket.address().at(prefix);
        this.release = release;
        this.version = name("version", version);
        this.aliases =
                aliases.stream().map(alias -> name("alias", alias)).distinct().toList();
        if (this.aliases.contains(version)) {
            throw new InputException("alias '" + version + "' is the version itself, where its files go");
        }
    }

    @Override
    public TargetName name() {
        return nameOf(place);
    }

    /** What a place in a bucket is called among targets. */
    public static TargetName nameOf(BucketAddress place) {
        return new TargetName(place.kind().scheme(), place.toString());
    }

    @Override
    public List<Item> look() {
        String directory = place.key(version) + "/";
        bucket.check(directory);
        Map<String, StoredObject> there = bucket.list(directory).stream()
                .collect(Collectors.toMap(StoredObject::key, Function.identity(), (one, other) -> one));
        List<Item> items = new ArrayList<>(objects().look(key -> Optional.ofNullable(there.get(key))));
        for (String alias : aliases) {
            String key = place.key(alias);
            items.add(Item.moving(alias, version, pointsTo(bucket.read(key, LONGEST_ALIAS)))
                    .at(bucket.link(key)));
        }
        return items;
    }

    @Override
    public void apply(List<Item> changes, Consumer<Item> done) {
        objects().bring(changes, done);
        List<Item> moving = changes.stream()
                .filter(change -> aliases.contains(change.name()))
                .toList();
        if (moving.isEmpty()) {
            return;
        }
        seeThatAllIsThere();
        for (Item change : moving) {
            move(change);
            done.accept(change);
        }
    }

    private void seeThatAllIsThere() {
        Map<String, StoredObject> there = bucket.list(place.key(version) + "/").stream()
                .collect(Collectors.toMap(StoredObject::key, Function.identity(), (one, other) -> one));
        for (Item item : objects().look(key -> Optional.ofNullable(there.get(key)))) {
            if (item.action() != Action.NONE) {
                throw new WorkException("aliases stay as they are: " + item.name() + " should be " + item.asked()
                        + " and is " + item.found().orElse("not there"));
            }
        }
    }

    private void move(Item change) {
        String key = place.key(change.name());
        Optional<ObjectContent> now = bucket.read(key, LONGEST_ALIAS);
        Optional<String> target = pointsTo(now);
        if (target.filter(version::equals).isPresent()) {
            return;
        }
        if (!target.equals(change.found())) {
            throw new WorkException("alias " + key + " was " + change.found().orElse("not there") + " and is meanwhile "
                    + target.orElse("not there"));
        }
        Upload upload = Upload.of(version.getBytes(StandardCharsets.UTF_8), ContentTypes.TEXT)
                .cached(HelmIndexTarget.NO_CACHE);
        try {
            bucket.put(key, upload, Condition.asSeen(now.map(ObjectContent::version)));
        } catch (ConditionFailedException e) {
            // So it is also when the answer to an earlier try of ours was lost.
            if (pointsTo(bucket.read(key, LONGEST_ALIAS))
                    .filter(version::equals)
                    .isEmpty()) {
                throw e;
            }
        }
    }

    private static Optional<String> pointsTo(Optional<ObjectContent> alias) {
        return alias.map(content -> content.text().strip());
    }

    /** Files are read once, however often it is looked. */
    private FixedObjects objects() {
        if (objects == null) {
            objects = new FixedObjects(
                    bucket,
                    file -> place.key(file.name()),
                    ReleaseFiles.read(release, Integer.MAX_VALUE, "").stream()
                            .map(file ->
                                    new LocalFile(version + "/" + file.name(), file.file(), file.size(), file.sha256()))
                            .toList());
        }
        return objects;
    }

    private static String name(String what, String text) {
        if (!text.matches("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}")) {
            throw new InputException("'" + text + "' cannot be " + what
                    + " in a bucket: expected letters, digits, '.', '_', '+' and '-'");
        }
        return text;
    }
}
