package io.jenkins.plugins.istioimages.publish.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.publish.storage.Bucket;
import io.jenkins.plugins.istioimages.publish.storage.BucketAddress;
import io.jenkins.plugins.istioimages.publish.storage.BucketLogin;
import io.jenkins.plugins.istioimages.publish.storage.Condition;
import io.jenkins.plugins.istioimages.publish.storage.StorageException;
import io.jenkins.plugins.istioimages.publish.storage.StorageOptions;
import io.jenkins.plugins.istioimages.publish.storage.Upload;
import io.jenkins.plugins.istioimages.publish.storage.gcs.GcsServer;
import io.jenkins.plugins.istioimages.publish.targets.CuttingProxy;
import io.jenkins.plugins.istioimages.publish.targets.CuttingProxy.Cut;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.store.Workers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Over HTTP, as a service account, to a store that keeps conditions in the same moment as it writes. */
class GcsPublishIT {
    private static final URI CHARTS = URI.create("https://storage.googleapis.com/releases/charts");
    private static final int SEVERAL_PIECES = 1_200_000;
    private static final int ROUNDS = 50;

    private static GcsServer server;
    private static BucketLogin login;

    @TempDir
    Path temporary;

    private String prefix;

    @BeforeAll
    static void start() {
        server = new GcsServer();
        login = new BucketLogin.ServiceAccount(ServiceAccountFile.json(server.tokens()));
    }

    @AfterAll
    static void stop() {
        server.close();
        // It holds what was published to it.
        server = null;
    }

    @BeforeEach
    void ownPlace(TestInfo test) {
        prefix = test.getTestMethod().orElseThrow().getName();
        server.writable(true);
        server.forget();
    }

    @Test
    void everythingIsReadBackEqualAndASecondRunWritesNothing() throws IOException {
        SampleRelease release = new SampleRelease(temporary, "1.14.5", SEVERAL_PIECES);
        assertThat(run(Mode.PUBLISH, files(release), charts(prefix, release)))
                .allSatisfy(receipt -> assertThat(receipt.status())
                        .as(receipt.problem().orElse(""))
                        .isEqualTo(Status.DONE));
        for (Map.Entry<String, byte[]> file : release.files().entrySet()) {
            assertThat(server.objects.content(prefix + "/1.14.5/" + file.getKey()))
                    .contains(file.getValue());
        }
        assertThat(server.objects.text(prefix + "/latest")).contains("1.14.5");
        assertThat(server.objects
                        .metadata(prefix + "/index.yaml")
                        .path("cacheControl")
                        .asText())
                .isEqualTo("no-cache, max-age=0, no-transform");

        assertThat(server.writes()).isNotEmpty();
        server.forget();
        assertThat(run(Mode.PUBLISH, files(release), charts(prefix, release)))
                .extracting(Receipt::status)
                .containsOnly(Status.UNCHANGED);
        assertThat(server.requests()).isNotEmpty();
        assertThat(server.writes()).isEmpty();
    }

    @Test
    void aDryRunWritesNothingAndSaysWhatTheRealOneThenDoes() throws IOException {
        SampleRelease release = new SampleRelease(temporary, "1.14.5", 1000);
        List<Receipt> dry = run(Mode.DRY_RUN, files(release), charts(prefix, release));
        assertThat(server.writes()).isEmpty();
        List<Receipt> real = run(Mode.PUBLISH, files(release), charts(prefix, release));
        for (int i = 0; i < dry.size(); i++) {
            assertThat(real.get(i).done())
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(
                            dry.get(i).changes().stream().map(Item::name).toList());
        }
    }

    @Test
    void aDryRunTellsThatWritingIsNotAllowed() throws IOException {
        server.writable(false);
        Receipt receipt = run(Mode.DRY_RUN, files(new SampleRelease(temporary, "1.14.5", 10)))
                .get(0);
        assertThat(receipt.status()).isEqualTo(Status.FAILED);
        assertThat(receipt.problem().orElseThrow())
                .contains("lack storage.objects.create, storage.objects.delete")
                .contains("'releases'");
        assertThat(server.writes()).isEmpty();
    }

    @Test
    void anotherContentStopsItAndOneThatOthersPutThereIsRead() throws IOException {
        SampleRelease release = new SampleRelease(temporary, "1.14.5", 1000);
        run(Mode.PUBLISH, files(release));
        String manifest = prefix + "/1.14.5/manifest.yaml";
        server.objects.put(manifest, "version: 1.14.5\n");
        assertThat(run(Mode.PUBLISH, files(release)).get(0).status()).isEqualTo(Status.UNCHANGED);
        server.objects.put(manifest, "version: 1.14.4\n");
        Receipt refused = run(Mode.PUBLISH, files(release)).get(0);
        assertThat(refused.status()).isEqualTo(Status.REFUSED);
        assertThat(refused.problem().orElseThrow()).contains("1.14.5/manifest.yaml should be sha256:");
        Receipt replaced = new Publication(Mode.PUBLISH, true, receipt -> {})
                .run(List.of(files(release)))
                .get(0);
        assertThat(replaced.status()).as(replaced.problem().orElse("")).isEqualTo(Status.DONE);
        assertThat(server.objects.text(manifest)).contains("version: 1.14.5\n");
    }

    @Test
    void anUploadThatBreaksOrIsCancelledLeavesNothingBehind() throws Exception {
        byte[] content = new byte[SEVERAL_PIECES];
        try (CuttingProxy proxy = new CuttingProxy(server.port())) {
            Bucket bucket = Buckets.open(
                    BucketAddress.parse("gs://" + GcsServer.BUCKET + "?endpoint=http://127.0.0.1:" + proxy.port()),
                    login,
                    StorageOptions.DEFAULT.withAttempts(1).withPiece(256 << 10));
            bucket.put(prefix + "/whole", Upload.of(content, "text/plain"), Condition.ABSENT);
            int pieces = proxy.count() - 2;
            assertThat(pieces).isEqualTo(5);
            for (int number = 1; number <= pieces + 1; number++) {
                for (Cut cut : List.of(Cut.BEFORE, Cut.IN_BODY)) {
                    // Later requests come through: nothing may make an object of the pieces that have come.
                    proxy.cutAt(number, cut);
                    String key = prefix + "/" + cut + number;
                    assertThatThrownBy(() -> bucket.put(key, Upload.of(content, "text/plain"), Condition.ABSENT))
                            .isInstanceOf(StorageException.class);
                    assertThat(server.objects.content(key)).as(key).isEmpty();
                }
            }
            proxy.heal();
            Upload interrupted = new Upload(
                    offset -> new SequenceInputStream(new ByteArrayInputStream(content), new InterruptedInput()),
                    content.length + 1L,
                    "",
                    "text/plain",
                    Optional.empty());
            assertThatThrownBy(() -> bucket.put(prefix + "/cancelled", interrupted, Condition.ABSENT))
                    .isInstanceOf(CancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.objects.keys(prefix)).containsExactly(prefix + "/whole");
        }
    }

    /** A file whose reader is interrupted. */
    private static final class InterruptedInput extends InputStream {
        @Override
        public int read() throws IOException {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
        }
    }

    /** Nothing serializes the two but the store's own conditions. */
    @Test
    void twoReleasesAtOnceAreBothInTheIndexEachOfFiftyTimes() throws IOException {
        List<SampleRelease> releases =
                List.of(new SampleRelease(temporary, "1.14.4", 10), new SampleRelease(temporary, "1.14.5", 10));
        try (Workers workers = new Workers("release", releases.size())) {
            for (int round = 1; round <= ROUNDS; round++) {
                String place = prefix + "/" + round;
                List<Receipt> receipts = workers.map(releases, release -> run(Mode.PUBLISH, charts(place, release))
                        .get(0));
                assertThat(receipts).allSatisfy(receipt -> assertThat(receipt.status())
                        .as(receipt.problem().orElse(""))
                        .isEqualTo(Status.DONE));
                HelmIndex index = HelmIndex.read(
                        "index", server.objects.text(place + "/index.yaml").orElseThrow(), 1 << 20);
                assertThat(index.find("base", "1.14.4")).isPresent();
                assertThat(index.find("base", "1.14.5")).isPresent();
            }
        }
        assertThat(server.objects.conflicts())
                .as("how often a condition kept one from losing the other")
                .isPositive();
    }

    private PublishTarget files(SampleRelease release) {
        return new ReleaseBucketTarget(bucket(), prefix, release.directory, release.version, List.of("latest"));
    }

    private static PublishTarget charts(String prefix, SampleRelease release) {
        return new HelmIndexTarget(bucket(), prefix, CHARTS, release.charts(), SampleRelease.CREATED);
    }

    private static Bucket bucket() {
        return Buckets.open(
                BucketAddress.parse("gs://" + GcsServer.BUCKET + "?endpoint=" + server.endpoint()),
                login,
                StorageOptions.DEFAULT
                        .withPauses(Duration.ofMillis(5), Duration.ofMillis(50))
                        .withPiece(256 << 10));
    }

    private static List<Receipt> run(Mode mode, PublishTarget... targets) {
        return new Publication(mode, false, receipt -> {}).run(List.of(targets));
    }
}
