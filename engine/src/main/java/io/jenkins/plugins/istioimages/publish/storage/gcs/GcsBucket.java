package io.jenkins.plugins.istioimages.publish.storage.gcs;

import com.google.cloud.BaseServiceException;
import com.google.cloud.WriteChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.Checksums;
import io.jenkins.plugins.istioimages.publish.storage.Condition;
import io.jenkins.plugins.istioimages.publish.storage.ConditionFailedException;
import io.jenkins.plugins.istioimages.publish.storage.ObjectContent;
import io.jenkins.plugins.istioimages.publish.storage.StorageException;
import io.jenkins.plugins.istioimages.publish.storage.StorageOptions;
import io.jenkins.plugins.istioimages.publish.storage.StoredObject;
import io.jenkins.plugins.istioimages.publish.storage.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Objects go piece by piece into a session, and are there when it ends. A version is a generation. */
final class GcsBucket implements Bucket {
    private static final String SHA256 = "sha256";
    private static final String HOST = "https://storage.googleapis.com";
    private static final int LARGEST_BUFFER = 4 << 20;
    private static final int LOOKS = 10;
    private static final int COPIED = 64 << 10;
    /** Google wants pieces of a multiple of it. */
    private static final int UNIT = 256 << 10;

    private final BucketAddress address;
    private final Supplier<Storage> opening;
    private final Permissions permissions;
    private final GcsErrors errors;
    private final int buffer;
    private Storage storage;

    /**
     * @param opening called once, when something is asked
     * @param options tries, and bytes that are sent at once
     */
    GcsBucket(BucketAddress address, Supplier<Storage> opening, Permissions permissions, StorageOptions options) {
        this.address = address;
        this.opening = opening;
        this.permissions = permissions;
        this.errors = new GcsErrors(address.bucket(), options.attempts());
        this.buffer = Math.min(options.piece(), LARGEST_BUFFER);
    }

    @Override
    public BucketAddress address() {
        return address;
    }

    @Override
    public void check(String prefix) {
        attempt(operation("looking into", prefix), client -> {
            client.list(address.bucket(), BlobListOption.prefix(prefix), BlobListOption.pageSize(1));
            permissions.check(client, address.bucket());
            return true;
        });
    }

    @Override
    public Optional<StoredObject> find(String key) {
        return attempt(operation("looking at", key), client -> Optional.ofNullable(client.get(id(key))))
                .map(GcsBucket::known);
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return attempt(operation("listing", prefix), client -> {
            List<StoredObject> objects = new ArrayList<>();
            for (Blob blob :
                    client.list(address.bucket(), BlobListOption.prefix(prefix)).iterateAll()) {
                objects.add(known(blob));
            }
            return objects;
        });
    }

    @Override
    public Optional<ObjectContent> read(String key, int limit) {
        String operation = operation("reading", key);
        return steadily(operation, key, (client, blob) -> {
            if (blob.getSize() > limit) {
                throw new StorageException(operation + ": it is longer than " + limit + " bytes");
            }
            byte[] bytes = client.readAllBytes(id(key), BlobSourceOption.generationMatch(blob.getGeneration()));
            return new ObjectContent(new String(bytes, StandardCharsets.UTF_8), Long.toString(blob.getGeneration()));
        });
    }

    @Override
    public Optional<String> digest(String key) {
        return steadily(operation("reading", key), key, (client, blob) -> {
            try (InputStream in = Channels.newInputStream(
                    client.reader(id(key), BlobSourceOption.generationMatch(blob.getGeneration())))) {
                return Checksums.sha256(in);
            }
        });
    }

    /** Content is asked for as of a generation, and that one may be gone by then: others write, too. */
    private <T> Optional<T> steadily(String operation, String key, Reading<T> reading) {
        for (int look = 1; ; look++) {
            try {
                return attempt(operation, client -> {
                    Optional<Blob> blob = Optional.ofNullable(client.get(id(key)));
                    return blob.isEmpty() ? Optional.empty() : Optional.of(reading.of(client, blob.get()));
                });
            } catch (ConditionFailedException e) {
                if (look == LOOKS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public StoredObject put(String key, Upload upload, Condition condition) {
        BlobInfo info = BlobInfo.newBuilder(id(key))
                .setContentType(upload.contentType())
                .setCacheControl(upload.cacheControl().orElse(null))
                .setMetadata(Map.of(SHA256, upload.sha256()))
                .build();
        String operation = operation("writing", key);
        return attempt(operation, client -> {
            send(operation, client.writer(info, options(condition)), upload);
            return Optional.ofNullable(client.get(id(key)))
                    .map(GcsBucket::known)
                    .orElseThrow(() -> new StorageException(operation + ": it is gone again"));
        });
    }

    /** To close the channel makes an object of what has come so far, so it stays open where anything fails. */
    private void send(String operation, WriteChannel channel, Upload upload) throws IOException {
        channel.setChunkSize((int) Math.min(buffer, (upload.size() / UNIT + 1) * UNIT));
        long sent = 0;
        try (InputStream in = upload.source().from(0)) {
            byte[] bytes = new byte[COPIED];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                ByteBuffer some = ByteBuffer.wrap(bytes, 0, count);
                while (some.hasRemaining()) {
                    sent += channel.write(some);
                }
            }
        }
        if (sent != upload.size()) {
            throw new StorageException(operation + ": it has changed while it was sent");
        }
        channel.close();
    }

    @Override
    public URI link(String key) {
        try {
            String host = address.endpoint().map(URI::toString).orElse(HOST);
            return URI.create(host + new URI(null, null, "/" + address.bucket() + "/" + key, null).getRawPath());
        } catch (URISyntaxException e) {
            throw new StorageException(key + " cannot be part of a URL", e);
        }
    }

    private BlobWriteOption[] options(Condition condition) {
        if (!address.conditional() || condition.isNone()) {
            return new BlobWriteOption[0];
        }
        return new BlobWriteOption[] {
            condition
                    .version()
                    .map(generation -> BlobWriteOption.generationMatch(Long.parseLong(generation)))
                    .orElseGet(BlobWriteOption::doesNotExist)
        };
    }

    private BlobId id(String key) {
        return BlobId.of(address.bucket(), key);
    }

    private static StoredObject known(Blob blob) {
        Map<String, String> metadata = blob.getMetadata() == null ? Map.of() : blob.getMetadata();
        return new StoredObject(
                blob.getName(),
                blob.getSize(),
                Long.toString(blob.getGeneration()),
                Optional.ofNullable(metadata.get(SHA256)));
    }

    /** Reads an object as it was seen. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(Storage client, Blob blob) throws IOException;
    }

    /** Something with Google's library, which may read files too. */
    @FunctionalInterface
    private interface Work<T> {
        T with(Storage client) throws IOException;
    }

    private <T> T attempt(String operation, Work<T> work) {
        try {
            return work.with(client());
        } catch (BaseServiceException | IOException e) {
            throw errors.of(operation, e);
        }
    }

    private synchronized Storage client() {
        if (storage == null) {
            storage = opening.get();
        }
        return storage;
    }

    private String operation(String doing, String key) {
        return doing + " gs://" + address.bucket() + "/" + key;
    }
}
