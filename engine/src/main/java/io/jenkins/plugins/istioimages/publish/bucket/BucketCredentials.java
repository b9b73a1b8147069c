package io.jenkins.plugins.istioimages.publish.bucket;

import io.jenkins.plugins.istioimages.publish.storage.s3.AwsKeys;

/** Who we are to an object store, given and not found in the environment. */
public sealed interface BucketCredentials {
    /** For S3. */
    record Keys(AwsKeys keys) implements BucketCredentials {}

    /**
     * For Google.
     *
     * @param json the key file of a service account
     */
    record ServiceAccount(String json) implements BucketCredentials {
        /** Without what is secret. */
        @Override
        public String toString() {
            return "ServiceAccount";
        }
    }
}
