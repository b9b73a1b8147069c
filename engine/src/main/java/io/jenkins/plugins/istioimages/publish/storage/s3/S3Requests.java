package io.jenkins.plugins.istioimages.publish.storage.s3;

import io.jenkins.plugins.istioimages.publish.storage.Condition;
import io.jenkins.plugins.istioimages.publish.storage.Upload;
import io.jenkins.plugins.istioimages.store.LimitedInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** What is asked of S3. */
final class S3Requests {
    /** Our checksum of the whole object, as metadata; S3's own of one that came in parts is of something else. */
    static final String SHA256 = "sha256";

    private S3Requests() {}

    static PutObjectRequest put(String bucket, String key, Upload upload, Condition condition) {
        return PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType(upload.contentType())
                .cacheControl(upload.cacheControl().orElse(null))
                .metadata(Map.of(SHA256, upload.sha256()))
                .checksumSHA256(base64(upload.sha256()))
                .ifMatch(condition.version().orElse(null))
                .ifNoneMatch(condition.isAbsent() ? "*" : null)
                .build();
    }

    /** So many bytes of an upload, which can be sent again. */
    static RequestBody body(Upload upload, long offset, long length) {
        return RequestBody.fromContentProvider(
                () -> {
                    try {
                        return LimitedInput.of(upload.source().from(offset), length);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                length,
                upload.contentType());
    }

    static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
