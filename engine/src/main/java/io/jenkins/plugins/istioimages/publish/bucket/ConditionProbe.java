package io.jenkins.plugins.istioimages.publish.bucket;

import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.Condition;
import io.jenkins.plugins.istioimages.publish.storage.ConditionFailedException;
import io.jenkins.plugins.istioimages.publish.storage.StorageException;
import io.jenkins.plugins.istioimages.publish.storage.Upload;

/**
 * Finds out whether a store keeps conditions of writes. Some that speak as S3 read over them, and then two releases at
 * once lose the versions of one. An object that is there is written again with what it has, under conditions that do not
 * hold: a store that keeps them refuses, and one that does not has changed nothing.
 */
final class ConditionProbe {
    /** An ETag, or a generation, that no object has. */
    private static final String NEVER_ETAG = "\"00000000000000000000000000000000\"";

    private static final String NEVER_GENERATION = "4611686018427387904";

    private final Bucket bucket;

    ConditionProbe(Bucket bucket) {
        this.bucket = bucket;
    }

    /**
     * Tries both conditions.
     *
     * @param key of an object that is there
     * @param content that it has
     * @throws StorageException if the store does not keep them
     */
    void require(String key, Upload content) {
        String never =
                switch (bucket.address().kind()) {
                    case S3 -> NEVER_ETAG;
                    case GCS -> NEVER_GENERATION;
                };
        refuses(key, content, Condition.ABSENT, "that an object must not be there");
        refuses(key, content, Condition.unchanged(never), "which version must be there");
    }

    private void refuses(String key, Upload content, Condition condition, String what) {
        try {
            bucket.put(key, content, condition);
        } catch (ConditionFailedException e) {
            return;
        }
        throw new StorageException("the store of " + bucket.address() + " does not keep the condition " + what
                + ", so two releases at once could lose each other's charts from the index. Where nobody else writes"
                + " to it meanwhile, say so with conditions=none in its address");
    }
}
