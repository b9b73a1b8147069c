package io.jenkins.plugins.istioimages.publish.bucket;

import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.BucketLogin;
import io.jenkins.plugins.istioimages.publish.storage.StorageOptions;
import io.jenkins.plugins.istioimages.publish.targets.CuttingProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A store that speaks as S3 does, in memory, on loopback, behind a proxy that counts and cuts. */
public final class S3Server implements AutoCloseable {
    public static final String BUCKET = "releases";
    public static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "AKIATEST", "AWS_SECRET_ACCESS_KEY", "secret", "HOME", "/nonexistent");

    private final S3Proxy server;
    final CuttingProxy proxy;
    /** Past the proxy. */
    public final S3Client peer;

    public S3Server() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("s3proxy.endpoint", "http://127.0.0.1:0");
        properties.setProperty("s3proxy.authorization", "aws-v4");
        properties.setProperty("s3proxy.identity", "AKIATEST");
        properties.setProperty("s3proxy.credential", "secret");
        server = S3Proxy.Builder.fromProperties(properties)
                .blobStore(new TransientNio2BlobStore())
                .build();
        server.start();
        proxy = new CuttingProxy(server.getPort());
        peer = S3Client.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getPort()))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIATEST", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        peer.createBucket(bucket -> bucket.bucket(BUCKET));
    }

    /** As a user would write it. */
    String address(String prefix) {
        return "s3://" + BUCKET + "/" + prefix + "?endpoint=http://127.0.0.1:" + proxy.port();
    }

    Bucket open(String prefix) {
        return open(prefix, StorageOptions.DEFAULT.withPauses(Duration.ofMillis(5), Duration.ofMillis(50)));
    }

    Bucket open(String prefix, StorageOptions options) {
        return Buckets.open(BucketAddress.parse(address(prefix)), new BucketLogin.Environment(CREDENTIALS), options);
    }

    /** Where it is past the proxy. */
    public int port() {
        return server.getPort();
    }

    /** An object's text, past the proxy. */
    public String text(String key) {
        return peer.getObjectAsBytes(object -> object.bucket(BUCKET).key(key)).asUtf8String();
    }

    /** Keys of all below a prefix, past the proxy. */
    public Set<String> keys(String prefix) {
        return peer.listObjectsV2(list -> list.bucket(BUCKET).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** An object's content, a character for each byte, past the proxy; empty where there is none. */
    public Optional<String> find(String key) {
        try {
            byte[] bytes = peer.getObjectAsBytes(object -> object.bucket(BUCKET).key(key))
                    .asByteArray();
            return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** Takes away what is below a prefix: all of it is held in memory. */
    void clear(String prefix) {
        peer.listObjectsV2(list -> list.bucket(BUCKET).prefix(prefix + "/"))
                .contents()
                .forEach(found ->
                        peer.deleteObject(object -> object.bucket(BUCKET).key(found.key())));
    }

    @Override
    public void close() throws IOException {
        peer.close();
        proxy.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("s3proxy does not stop", e);
        }
    }
}
