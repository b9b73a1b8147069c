package io.jenkins.plugins.istioimages.publish.storage;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A bucket of an object store. What is put is there as a whole or not at all. Every method asks again when the store is
 * busy or the connection breaks; used by several threads at once.
 *
 * <p>All methods throw {@link StorageException} where the store does not answer or refuses, and {@link
 * io.jenkins.plugins.istioimages.errors.CancelledException} when the thread is interrupted.
 */
public interface Bucket {
    /** Where it is. */
    BucketAddress address();

    /**
     * Sees by reading alone that the bucket is there and that we may use it. Google tells whether we may write; S3 tells
     * that to nobody who does not try.
     *
     * @param prefix below which we mean to work
     */
    void check(String prefix);

    /** What is known of an object; empty where there is none. */
    Optional<StoredObject> find(String key);

    /** All objects whose keys begin with this, in the order of their keys. Checksums of ours may be missing in it. */
    List<StoredObject> list(String prefix);

    /**
     * A small object's content.
     *
     * @param limit bytes it may have
     */
    Optional<ObjectContent> read(String key, int limit);

    /** SHA-256 of the content as the store gives it out, in hex; empty where there is no such object. */
    Optional<String> digest(String key);

    /**
     * Stores an object.
     *
     * @param condition that the store must see to, together with the write
     * @throws ConditionFailedException if the condition does not hold; nothing has changed then
     */
    StoredObject put(String key, Upload upload, Condition condition);

    /** Where a person can see an object. */
    URI link(String key);
}
