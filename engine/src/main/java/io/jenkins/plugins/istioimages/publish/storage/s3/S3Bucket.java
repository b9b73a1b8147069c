package io.jenkins.plugins.istioimages.publish.storage.s3;

import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.Checksums;
import io.jenkins.plugins.istioimages.publish.storage.Condition;
import io.jenkins.plugins.istioimages.publish.storage.ObjectContent;
import io.jenkins.plugins.istioimages.publish.storage.StorageException;
import io.jenkins.plugins.istioimages.publish.storage.StoredObject;
import io.jenkins.plugins.istioimages.publish.storage.Upload;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** A small object goes in one request, a large one in parts that become an object at their end. */
final class S3Bucket implements Bucket {
    private final BucketAddress address;
    private final S3Client client;
    private final S3Errors errors;
    private final S3Parts parts;
    private final long piece;

    /**
     * @param piece bytes of the largest object that goes in one request, and of each part of a larger one
     */
    S3Bucket(BucketAddress address, S3Client client, S3Errors errors, long piece) {
        this.address = address;
        this.client = client;
        this.errors = errors;
        this.piece = piece;
        this.parts = new S3Parts(client, address, piece);
    }

    @Override
    public BucketAddress address() {
        return address;
    }

    @Override
    public void check(String prefix) {
        attempt(
                operation("looking into", prefix),
                () -> client.listObjectsV2(
                        list -> list.bucket(address.bucket()).prefix(prefix).maxKeys(1)));
    }

    @Override
    public Optional<StoredObject> find(String key) {
        return attempt(operation("looking at", key), () -> {
            try {
                HeadObjectResponse head = client.headObject(
                        request -> request.bucket(address.bucket()).key(key));
                return Optional.of(new StoredObject(
                        key,
                        head.contentLength(),
                        head.eTag(),
                        Optional.ofNullable(head.metadata().get(S3Requests.SHA256))));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return attempt(
                operation("listing", prefix),
                () ->
                        client
                                .listObjectsV2Paginator(
                                        list -> list.bucket(address.bucket()).prefix(prefix))
                                .contents()
                                .stream()
                                .map(found ->
                                        new StoredObject(found.key(), found.size(), found.eTag(), Optional.empty()))
                                .toList());
    }

    @Override
    public Optional<ObjectContent> read(String key, int limit) {
        String operation = operation("reading", key);
        return get(operation, key, (response, body) -> {
            byte[] bytes = body.readNBytes(limit + 1);
            if (bytes.length > limit) {
                body.abort();
                throw new StorageException(operation + ": it is longer than " + limit + " bytes");
            }
            return new ObjectContent(new String(bytes, StandardCharsets.UTF_8), response.eTag());
        });
    }

    @Override
    public Optional<String> digest(String key) {
        return get(operation("reading", key), key, (response, body) -> Checksums.sha256(body));
    }

    @Override
    public StoredObject put(String key, Upload upload, Condition condition) {
        String operation = operation("writing", key);
        return attempt(operation, () -> {
            if (upload.size() > piece) {
                return parts.put(operation, key, upload, effective(condition));
            }
            PutObjectRequest request = S3Requests.put(address.bucket(), key, upload, effective(condition));
            PutObjectResponse answer = client.putObject(request, S3Requests.body(upload, 0, upload.size()));
            return new StoredObject(key, upload.size(), answer.eTag(), Optional.of(upload.sha256()));
        });
    }

    @Override
    public URI link(String key) {
        return attempt(
                operation("naming", key),
                () -> URI.create(client.utilities()
                        .getUrl(url -> url.bucket(address.bucket()).key(key))
                        .toExternalForm()));
    }

    /** A store that knows no conditions may refuse what has one. */
    private Condition effective(Condition condition) {
        return address.conditional() ? condition : Condition.NONE;
    }

    private <T> Optional<T> get(String operation, String key, Reader<T> reader) {
        return attempt(operation, () -> {
            try {
                return Optional.of(client.getObject(
                        request -> request.bucket(address.bucket()).key(key),
                        (ResponseTransformer<GetObjectResponse, T>)
                                (response, body) -> reader.read(response, new ResponseInputStream<>(response, body))));
            } catch (NoSuchKeyException e) {
                return Optional.empty();
            }
        });
    }

    /** Reads an answer; called again when the connection breaks. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(GetObjectResponse response, ResponseInputStream<GetObjectResponse> body) throws IOException;
    }

    private <T> T attempt(String operation, Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException e) {
            if (e.getCause() instanceof StorageException known) {
                throw known;
            }
            throw errors.of(operation, e);
        }
    }

    private String operation(String doing, String key) {
        return doing + " s3://" + address.bucket() + "/" + key;
    }
}
