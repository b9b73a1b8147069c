package io.jenkins.plugins.istioimages.publish.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.BucketLogin;
import io.jenkins.plugins.istioimages.publish.storage.StorageOptions;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

class S3PublishIT {
    private static final URI CHARTS = URI.create("https://charts.example/release");
    private static final int SEVERAL_PIECES = 12_000_000;

    private static S3Server server;

    @TempDir
    Path temporary;

    private String prefix;

    @BeforeAll
    static void start() throws Exception {
        server = new S3Server();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        // It holds what was published to it.
        server = null;
    }

    @BeforeEach
    void ownPlace(TestInfo test) {
        prefix = test.getTestMethod().orElseThrow().getName();
        server.proxy.heal();
    }

    @Test
    void everythingIsReadBackEqualAndASecondRunWritesNothing() throws IOException {
        SampleRelease release = new SampleRelease(temporary, "1.14.5", SEVERAL_PIECES);
        List<Receipt> first = run(Mode.PUBLISH, files(release, "latest", "1.14-dev"), charts(release));
        assertThat(first).extracting(Receipt::status).containsOnly(Status.DONE);
        for (Map.Entry<String, byte[]> file : release.files().entrySet()) {
            assertThat(bytes(prefix + "/1.14.5/" + file.getKey())).isEqualTo(file.getValue());
        }
        assertThat(server.text(prefix + "/latest")).isEqualTo("1.14.5");
        assertThat(server.text(prefix + "/1.14-dev")).isEqualTo("1.14.5");
        assertThat(bytes(prefix + "/charts/base-1.14.5.tgz"))
                .isEqualTo(release.files().get("helm/base-1.14.5.tgz"));

        server.proxy.heal();
        List<Receipt> second = run(Mode.PUBLISH, files(release, "latest", "1.14-dev"), charts(release));
        assertThat(second).extracting(Receipt::status).containsOnly(Status.UNCHANGED);
        assertThat(server.proxy.requests).isNotEmpty();
        assertThat(server.proxy.writes()).isEmpty();
    }

    @Test
    void objectsSayWhatTheyAreAndHowLongTheyMayBeKept() throws IOException {
        SampleRelease release = new SampleRelease(temporary, "1.14.5", SEVERAL_PIECES);
        run(Mode.PUBLISH, files(release, "latest"), charts(release));
        HeadObjectResponse archive = head(prefix + "/1.14.5/istio-1.14.5-linux-amd64.tar.gz");
        assertThat(archive.contentType()).isEqualTo("application/gzip");
        assertThat(archive.eTag()).contains("-");
        assertThat(archive.metadata()).containsKey("sha256");
        HeadObjectResponse alias = head(prefix + "/latest");
        assertThat(alias.contentType()).startsWith("text/plain");
        HeadObjectResponse index = head(prefix + "/charts/index.yaml");
        assertThat(index.cacheControl()).isEqualTo("no-cache, max-age=0, no-transform");
        assertThat(alias.cacheControl()).isEqualTo(index.cacheControl());
    }

    @Test
    void aDryRunWritesNothingAndSaysWhatTheRealOneThenDoes() throws IOException {
        SampleRelease release = new SampleRelease(temporary, "1.14.5", 1000);
        List<Receipt> dry = run(Mode.DRY_RUN, files(release, "latest"), charts(release));
        assertThat(server.proxy.requests).isNotEmpty();
        assertThat(server.proxy.writes()).isEmpty();
        List<Receipt> real = run(Mode.PUBLISH, files(release, "latest"), charts(release));
        for (int i = 0; i < dry.size(); i++) {
            assertThat(real.get(i).done())
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(
                            dry.get(i).changes().stream().map(Item::name).toList());
        }
    }

    @Test
    void anotherContentIsNotOverwrittenUnlessThatIsSaid() throws IOException {
        SampleRelease release = new SampleRelease(temporary, "1.14.5", 1000);
        put(prefix + "/1.14.5/manifest.yaml", "version: 1.14.6\n");
        put(prefix + "/1.14.5/docker/pilot.tar.gz", "short");
        Receipt refused = run(Mode.PUBLISH, files(release, "latest")).get(0);
        assertThat(refused.status()).isEqualTo(Status.REFUSED);
        assertThat(refused.problem().orElseThrow())
                .contains("1.14.5/manifest.yaml should be sha256:")
                .contains("docker/pilot.tar.gz")
                .contains("(5 bytes)");
        assertThat(server.proxy.writes()).isEmpty();

        Receipt replaced = new Publication(Mode.PUBLISH, true, receipt -> {})
                .run(List.of(files(release, "latest")))
                .get(0);
        assertThat(replaced.status()).isEqualTo(Status.DONE);
        assertThat(server.text(prefix + "/1.14.5/manifest.yaml")).isEqualTo("version: 1.14.5\n");
    }

    @Test
    void anObjectThatOthersPutThereIsReadAndCompared() throws IOException {
        SampleRelease release = new SampleRelease(temporary, "1.14.5", 1000);
        run(Mode.PUBLISH, files(release));
        put(prefix + "/1.14.5/manifest.yaml", "version: 1.14.5\n");
        server.proxy.heal();
        assertThat(run(Mode.PUBLISH, files(release)).get(0).status()).isEqualTo(Status.UNCHANGED);
        assertThat(server.proxy.requests).anyMatch(request -> request.matches("GET .*/manifest.yaml"));
        put(prefix + "/1.14.5/manifest.yaml", "version: 1.14.4\n");
        assertThat(run(Mode.PUBLISH, files(release)).get(0).status()).isEqualTo(Status.REFUSED);
    }

    @Test
    void anAliasMovesOnAndTheIndexKeepsWhatItHas() throws IOException {
        SampleRelease old = new SampleRelease(temporary, "1.14.4", 1000);
        SampleRelease release = new SampleRelease(temporary, "1.14.5", 1000);
        run(Mode.PUBLISH, files(old, "latest"), charts(old));
        run(Mode.PUBLISH, files(release, "latest"), charts(release));
        assertThat(server.text(prefix + "/latest")).isEqualTo("1.14.5");
        String index = server.text(prefix + "/charts/index.yaml");
        assertThat(index.indexOf("base-1.14.5.tgz")).isPositive().isLessThan(index.indexOf("base-1.14.4.tgz"));
        assertThat(run(Mode.VERIFY, files(old)).get(0).status()).isEqualTo(Status.UNCHANGED);
    }

    @Test
    void wrongKeysAndAMissingBucketAreToldInTheUsersWords() throws IOException {
        SampleRelease release = new SampleRelease(temporary, "1.14.5", 1000);
        assertThat(problem(release, server.address(""), key("AKIAOTHER", "secret")))
                .contains("does not know this access key");
        assertThat(problem(release, server.address(""), key("AKIATEST", "wrong")))
                .contains("the secret key does not belong to the access key")
                .doesNotContain("wrong");
        assertThat(problem(release, server.address("").replace("releases", "nowhere"), S3Server.CREDENTIALS))
                .contains("there is no bucket 'nowhere'");
        assertThat(problem(release, "s3://releases?endpoint=http://127.0.0.1:1", S3Server.CREDENTIALS))
                .contains("looking into s3://releases/", "refused", "tried 2 times");
        assertThat(server.proxy.writes()).isEmpty();
    }

    @Test
    void anAccessKeyInMemoryOpensTheBucketAndTheTokenOfASessionGoesAlong() throws IOException {
        SampleRelease release = new SampleRelease(temporary, "1.14.5", 1000);
        Bucket bucket = Buckets.open(
                BucketAddress.parse(server.address(prefix)),
                new BucketLogin.AccessKey("AKIATEST", "secret"),
                options());
        Receipt receipt = run(
                        Mode.PUBLISH,
                        new ReleaseBucketTarget(bucket, prefix, release.directory, release.version, List.of()))
                .get(0);
        assertThat(receipt.status()).isEqualTo(Status.DONE);
        Bucket session = Buckets.open(
                BucketAddress.parse(server.address(prefix)),
                new BucketLogin.AccessKey("AKIATEST", "secret", Optional.of("session-of-an-hour")),
                options());
        assertThatThrownBy(() -> session.check(prefix))
                .as("this store knows no keys that end")
                .hasMessageContaining("the store answered 501");
        assertThat(server.proxy.heads)
                .anyMatch(head -> head.toLowerCase(Locale.ROOT).contains("x-amz-security-token: session-of-an-hour"));
    }

    private static Map<String, String> key(String id, String secret) {
        return Map.of("AWS_ACCESS_KEY_ID", id, "AWS_SECRET_ACCESS_KEY", secret, "HOME", "/nonexistent");
    }

    private static String problem(SampleRelease release, String address, Map<String, String> environment) {
        Bucket bucket = Buckets.open(
                BucketAddress.parse(address),
                new BucketLogin.Environment(environment),
                StorageOptions.DEFAULT.withAttempts(2).withPauses(Duration.ofMillis(1), Duration.ofMillis(2)));
        Receipt receipt = new Publication(Mode.DRY_RUN, false, any -> {})
                .run(List.of(new ReleaseBucketTarget(bucket, "", release.directory, release.version, List.of())))
                .get(0);
        assertThat(receipt.status()).isEqualTo(Status.FAILED);
        return receipt.problem().orElseThrow();
    }

    private PublishTarget files(SampleRelease release, String... aliases) {
        return new ReleaseBucketTarget(
                server.open(prefix, options()), prefix, release.directory, release.version, List.of(aliases));
    }

    private PublishTarget charts(SampleRelease release) {
        return new HelmIndexTarget(
                server.open(prefix, options()), prefix + "/charts", CHARTS, release.charts(), SampleRelease.CREATED);
    }

    private static StorageOptions options() {
        return StorageOptions.DEFAULT
                .withPauses(Duration.ofMillis(5), Duration.ofMillis(50))
                .withPiece(5 << 20);
    }

    private static List<Receipt> run(Mode mode, PublishTarget... targets) {
        List<Receipt> receipts = new Publication(mode, false, receipt -> {}).run(List.of(targets));
        assertThat(receipts).allSatisfy(receipt -> assertThat(receipt.status())
                .as(receipt.problem().orElse(""))
                .isNotEqualTo(Status.FAILED));
        return receipts;
    }

    private static byte[] bytes(String key) {
        return server.peer
                .getObjectAsBytes(object -> object.bucket(S3Server.BUCKET).key(key))
                .asByteArray();
    }

    private static HeadObjectResponse head(String key) {
        return server.peer.headObject(object -> object.bucket(S3Server.BUCKET).key(key));
    }

    private static void put(String key, String text) {
        server.peer.putObject(
                object -> object.bucket(S3Server.BUCKET).key(key).contentType("text/plain"),
                RequestBody.fromBytes(text.getBytes(StandardCharsets.UTF_8)));
    }
}
