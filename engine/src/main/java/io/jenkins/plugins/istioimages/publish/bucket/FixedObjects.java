package io.jenkins.plugins.istioimages.publish.bucket;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.Condition;
import io.jenkins.plugins.istioimages.publish.storage.ConditionFailedException;
import io.jenkins.plugins.istioimages.publish.storage.StoredObject;
import io.jenkins.plugins.istioimages.publish.targets.Action;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.store.Workers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Files that become objects and then never change. They are compared by size and SHA-256. */
final class FixedObjects {
    private static final int WORKERS = 4;
    private static final int TRIES = 3;

    private final Bucket bucket;
    private final Function<LocalFile, String> keys;
    private final List<LocalFile> files;

    /**
     * @param keys where a file goes
     */
    FixedObjects(Bucket bucket, Function<LocalFile, String> keys, List<LocalFile> files) {
        this.bucket = bucket;
        this.keys = keys;
        this.files = files;
    }

    /**
     * What should be there and what is.
     *
     * @param known finds an object
     */
    List<Item> look(Function<String, Optional<StoredObject>> known) {
        try (Workers workers = new Workers("look", WORKERS)) {
            return workers.map(files, file -> {
                String key = keys.apply(file);
                Optional<String> found = known.apply(key).flatMap(object -> value(object, file));
                return Item.fixed(file.name(), file.asked(), found).at(bucket.link(key));
            });
        }
    }

    /** Brings what is missing of them; several at a time. */
    void bring(List<Item> changes, Consumer<Item> done) {
        Map<String, LocalFile> byName = files.stream().collect(Collectors.toMap(LocalFile::name, Function.identity()));
        List<Item> own = changes.stream()
                .filter(change -> byName.containsKey(change.name()))
                .toList();
        try (Workers workers = new Workers("upload", WORKERS)) {
            workers.forEach(own, change -> {
                bring(byName.get(change.name()), change);
                synchronized (done) {
                    done.accept(change);
                }
            });
        }
    }

    private void bring(LocalFile file, Item change) {
        String key = keys.apply(file);
        for (int tries = 1; ; tries++) {
            Optional<StoredObject> there = mustLook(change, tries) ? bucket.find(key) : Optional.empty();
            Optional<String> value = there.flatMap(object -> value(object, file));
            if (value.filter(file.asked()::equals).isPresent()) {
                return;
            }
            if (!value.equals(change.found()) && value.isPresent() || tries > TRIES) {
                throw new WorkException(
                        key + " should be " + file.asked() + " and is meanwhile " + value.orElse("not there"));
            }
            if (put(key, file, there)) {
                return;
            }
        }
    }

    /** False when somebody was there first, or the store has what an earlier try of ours sent. */
    private boolean put(String key, LocalFile file, Optional<StoredObject> there) {
        try {
            bucket.put(key, file.upload(), Condition.asSeen(there.map(StoredObject::version)));
            return true;
        } catch (ConditionFailedException e) {
            return false;
        }
    }

    /** A store that keeps conditions sees by itself that there is nothing. */
    private boolean mustLook(Item change, int tries) {
        return tries > 1
                || change.action() != Action.CREATE
                || !bucket.address().conditional();
    }

    private Optional<String> value(StoredObject object, LocalFile file) {
        if (object.size() != file.size()) {
            return Optional.of(LocalFile.text(object.sha256().orElse("?"), object.size()));
        }
        return object.sha256()
                .or(() -> bucket.find(object.key()).flatMap(StoredObject::sha256))
                .or(() -> bucket.digest(object.key()))
                .map(sha256 -> LocalFile.text(sha256, object.size()));
    }
}
