package io.jenkins.plugins.istioimages.publish.bucket;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress.Kind;
import io.jenkins.plugins.istioimages.publish.storage.BucketLogin;
import io.jenkins.plugins.istioimages.publish.storage.StorageOptions;
import io.jenkins.plugins.istioimages.publish.storage.gcs.GcsBuckets;
import io.jenkins.plugins.istioimages.publish.storage.s3.S3Buckets;

/** Opens buckets. Nothing is sent before one is used. */
public final class Buckets {
    private Buckets() {}

    /**
     * With the patience of {@link StorageOptions#DEFAULT}.
     *
     * @throws InputException as of {@link #open(BucketAddress, BucketLogin, StorageOptions)}
     */
    public static Bucket open(BucketAddress address, BucketLogin login) {
        return open(address, login, StorageOptions.DEFAULT);
    }

    /**
     * Opens a bucket of either kind.
     *
     * @throws InputException if the login is for another kind of bucket or makes no sense, or the library for such buckets
     *     is missing
     */
    public static Bucket open(BucketAddress address, BucketLogin login, StorageOptions options) {
        try {
            return address.kind() == Kind.S3
                    ? S3Buckets.open(address, login, options)
                    : GcsBuckets.open(address, login, options);
        } catch (NoClassDefFoundError e) {
            throw new InputException(address + ": the library for buckets of this kind is not here", e);
        }
    }
}
