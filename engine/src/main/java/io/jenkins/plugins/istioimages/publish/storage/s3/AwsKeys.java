package io.jenkins.plugins.istioimages.publish.storage.s3;

import java.util.Optional;

/**
 * Who we are to S3.
 *
 * @param id of the access key
 * @param sessionToken of keys that are valid for some time
 */
public record AwsKeys(String id, String secret, Optional<String> sessionToken) {
    /** Without what is secret. */
    @Override
    public String toString() {
        return "AwsKeys[" + id + "]";
    }
}
