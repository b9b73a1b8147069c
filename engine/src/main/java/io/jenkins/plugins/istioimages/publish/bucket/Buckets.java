package io.jenkins.plugins.istioimages.publish.bucket;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.bucket.BucketCredentials.Keys;
import io.jenkins.plugins.istioimages.publish.bucket.BucketCredentials.ServiceAccount;
import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress.Kind;
import io.jenkins.plugins.istioimages.publish.storage.StorageOptions;
import io.jenkins.plugins.istioimages.publish.storage.gcs.GcsBuckets;
import io.jenkins.plugins.istioimages.publish.storage.s3.S3Buckets;
import java.util.Map;
import java.util.Optional;

/** Opens buckets. Nothing is sent before one is used. */
public final class Buckets {
    private Buckets() {}

    /**
     * With the credentials that the environment gives.
     *
     * @param environment variables, as {@link System#getenv()} has them
     * @throws InputException if what the environment says makes no sense
     */
    public static Bucket open(BucketAddress address, Map<String, String> environment) {
        return open(address, environment, Optional.empty(), StorageOptions.DEFAULT);
    }

    /**
     * With credentials that are given, or those of the environment.
     *
     * @throws InputException if they are of another kind than the bucket, or the library for such buckets is missing
     */
    public static Bucket open(
            BucketAddress address,
            Map<String, String> environment,
            Optional<BucketCredentials> given,
            StorageOptions options) {
        try {
            return address.kind() == Kind.S3
                    ? S3Buckets.open(
                            address,
                            environment,
                            given.map(some -> of(some, address, Keys.class).keys()),
                            options)
                    : GcsBuckets.open(
                            address,
                            environment,
                            given.map(some ->
                                    of(some, address, ServiceAccount.class).json()),
                            options);
        } catch (NoClassDefFoundError e) {
            throw new InputException(
                    address + ": the library for buckets of this kind is not here; the command line brings it", e);
        }
    }

    private static <T extends BucketCredentials> T of(BucketCredentials some, BucketAddress address, Class<T> kind) {
        if (!kind.isInstance(some)) {
            throw new InputException(address + " cannot be opened with credentials for another kind of bucket");
        }
        return kind.cast(some);
    }
}
