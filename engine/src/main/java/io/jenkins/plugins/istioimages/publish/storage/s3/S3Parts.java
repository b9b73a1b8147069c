package io.jenkins.plugins.istioimages.publish.storage.s3;

import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.Condition;
import io.jenkins.plugins.istioimages.publish.storage.StorageException;
import io.jenkins.plugins.istioimages.publish.storage.StoredObject;
import io.jenkins.plugins.istioimages.publish.storage.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Sends a large object in parts. Nobody sees it before the last request, and what fails is taken away again. */
final class S3Parts {
    private static final long MOST_PARTS = 10_000;

    private final S3Client client;
    private final String bucket;
    private final long piece;

    S3Parts(S3Client client, BucketAddress address, long piece) {
        this.client = client;
        this.bucket = address.bucket();
        this.piece = piece;
    }

    StoredObject put(String operation, String key, Upload upload, Condition condition) {
        String id = begin(key, upload);
        try {
            List<CompletedPart> parts = new ArrayList<>();
            long step = Math.max(piece, (upload.size() + MOST_PARTS - 1) / MOST_PARTS);
            for (long offset = 0; offset < upload.size(); offset += step) {
                parts.add(part(key, id, parts.size() + 1, upload, offset, Math.min(step, upload.size() - offset)));
            }
            String version = complete(key, id, parts, condition);
            return seen(operation, key, upload, version);
        } catch (RuntimeException e) {
            abort(key, id, e);
            throw e;
        }
    }

    private String begin(String key, Upload upload) {
        return client.createMultipartUpload(request -> request.bucket(bucket)
                        .key(key)
                        .contentType(upload.contentType())
                        .cacheControl(upload.cacheControl().orElse(null))
                        .metadata(Map.of(S3Requests.SHA256, upload.sha256())))
                .uploadId();
    }

    private CompletedPart part(String key, String id, int number, Upload upload, long offset, long length) {
        String etag = client.uploadPart(
                        request -> request.bucket(bucket).key(key).uploadId(id).partNumber(number),
                        S3Requests.body(upload, offset, length))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }

    private String complete(String key, String id, List<CompletedPart> parts, Condition condition) {
        CompleteMultipartUploadResponse answer = client.completeMultipartUpload(request -> request.bucket(bucket)
                .key(key)
                .uploadId(id)
                .multipartUpload(upload -> upload.parts(parts))
                .ifMatch(condition.version().orElse(null))
                .ifNoneMatch(condition.isAbsent() ? "*" : null));
        return answer.eTag();
    }

    /** No checksum of the whole went along, so what the store has must at least be as long. */
    private StoredObject seen(String operation, String key, Upload upload, String version) {
        HeadObjectResponse head =
                client.headObject(request -> request.bucket(bucket).key(key));
        if (head.contentLength() != upload.size()) {
            throw new StorageException(
                    operation + ": the store has " + head.contentLength() + " bytes of " + upload.size());
        }
        return new StoredObject(key, upload.size(), version, Optional.of(upload.sha256()));
    }

    /** Parts that are left behind cost money and are seen by nobody; a failure here changes nothing of the other. */
    private void abort(String key, String id, RuntimeException because) {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(key).uploadId(id));
        } catch (SdkException e) {
            because.addSuppressed(e);
        }
    }
}
