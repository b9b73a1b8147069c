package io.jenkins.plugins.istioimages.publish.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import io.jenkins.plugins.istioimages.publish.storage.gcs.LocalGcs;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.store.Workers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Google's own library and the store in memory that comes with it. */
class GcsPublishTest {
    private static final URI CHARTS = URI.create("https://storage.googleapis.com/releases/charts");
    private static final int SEVERAL_PIECES = 3_000_000;
    private static final int ROUNDS = 50;

    private final LocalGcs gcs = new LocalGcs();

    @TempDir
    Path temporary;

    @Test
    void everythingIsReadBackEqualAndASecondRunWritesNothing() throws IOException {
        SampleRelease release = new SampleRelease(temporary, "1.14.5", SEVERAL_PIECES);
        assertThat(run(Mode.PUBLISH, files(release), charts("charts", release)))
                .extracting(Receipt::status)
                .containsOnly(Status.DONE);
        for (Map.Entry<String, byte[]> file : release.files().entrySet()) {
            assertThat(gcs.peer.readAllBytes(BlobId.of("releases", "istio/1.14.5/" + file.getKey())))
                    .isEqualTo(file.getValue());
        }
        assertThat(text("istio/latest")).isEqualTo("1.14.5");
        Blob index = gcs.peer.get(BlobId.of("releases", "charts/index.yaml"));
        assertThat(index.getCacheControl()).isEqualTo("no-cache, max-age=0, no-transform");

        assertThat(LocalGcs.writes(gcs.calls())).isNotEmpty();
        assertThat(run(Mode.PUBLISH, files(release), charts("charts", release)))
                .extracting(Receipt::status)
                .containsOnly(Status.UNCHANGED);
        List<String> calls = gcs.calls();
        assertThat(calls).isNotEmpty();
        assertThat(LocalGcs.writes(calls)).isEmpty();
    }

    @Test
    void aDryRunWritesNothingAndSaysWhatTheRealOneThenDoes() throws IOException {
        SampleRelease release = new SampleRelease(temporary, "1.14.5", 1000);
        List<Receipt> dry = run(Mode.DRY_RUN, files(release), charts("charts", release));
        assertThat(LocalGcs.writes(gcs.calls())).isEmpty();
        List<Receipt> real = run(Mode.PUBLISH, files(release), charts("charts", release));
        for (int i = 0; i < dry.size(); i++) {
            assertThat(real.get(i).done())
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(
                            dry.get(i).changes().stream().map(Item::name).toList());
        }
    }

    @Test
    void aDryRunTellsThatWritingIsNotAllowed() throws IOException {
        gcs.mayWrite(false);
        Receipt receipt = run(Mode.DRY_RUN, files(new SampleRelease(temporary, "1.14.5", 10)))
                .get(0);
        assertThat(receipt.status()).isEqualTo(Status.FAILED);
        assertThat(receipt.problem().orElseThrow())
                .contains("storage.objects.create")
                .contains("'releases'");
    }

    @Test
    void anotherContentStopsItAndOneThatOthersPutThereIsRead() throws IOException {
        SampleRelease release = new SampleRelease(temporary, "1.14.5", 1000);
        run(Mode.PUBLISH, files(release));
        put("istio/1.14.5/manifest.yaml", "version: 1.14.5\n");
        assertThat(run(Mode.PUBLISH, files(release)).get(0).status()).isEqualTo(Status.UNCHANGED);
        put("istio/1.14.5/manifest.yaml", "version: 1.14.4\n");
        Receipt refused = run(Mode.PUBLISH, files(release)).get(0);
        assertThat(refused.status()).isEqualTo(Status.REFUSED);
        assertThat(refused.problem().orElseThrow()).contains("1.14.5/manifest.yaml should be sha256:");
        Receipt replaced = new Publication(Mode.PUBLISH, true, receipt -> {})
                .run(List.of(files(release)))
                .get(0);
        assertThat(replaced.status()).as(replaced.problem().orElse("")).isEqualTo(Status.DONE);
        assertThat(text("istio/1.14.5/manifest.yaml")).isEqualTo("version: 1.14.5\n");
    }

    @Test
    void twoReleasesAtOnceAreBothInTheIndexEachOfFiftyTimes() throws IOException {
        List<SampleRelease> releases =
                List.of(new SampleRelease(temporary, "1.14.4", 10), new SampleRelease(temporary, "1.14.5", 10));
        try (Workers workers = new Workers("release", releases.size())) {
            for (int round = 1; round <= ROUNDS; round++) {
                String prefix = "charts-" + round;
                List<Receipt> receipts = workers.map(releases, release -> run(Mode.PUBLISH, charts(prefix, release))
                        .get(0));
                assertThat(receipts).allSatisfy(receipt -> assertThat(receipt.status())
                        .as(receipt.problem().orElse(""))
                        .isEqualTo(Status.DONE));
                HelmIndex index = HelmIndex.read("index", text(prefix + "/index.yaml"), 1 << 20);
                assertThat(index.find("base", "1.14.4")).isPresent();
                assertThat(index.find("base", "1.14.5")).isPresent();
            }
        }
    }

    private PublishTarget files(SampleRelease release) {
        return new ReleaseBucketTarget(
                gcs.open("gs://releases"), "istio", release.directory, release.version, List.of("latest"));
    }

    private PublishTarget charts(String prefix, SampleRelease release) {
        return new HelmIndexTarget(gcs.open("gs://releases"), prefix, CHARTS, release.charts(), SampleRelease.CREATED);
    }

    private static List<Receipt> run(Mode mode, PublishTarget... targets) {
        return new Publication(mode, false, receipt -> {}).run(List.of(targets));
    }

    private String text(String key) {
        return new String(gcs.peer.readAllBytes(BlobId.of("releases", key)), StandardCharsets.UTF_8);
    }

    private void put(String key, String text) {
        // Created in one call, an object of this store in memory has no generation.
        try {
            gcs.peer.createFrom(
                    BlobInfo.newBuilder(BlobId.of("releases", key)).build(),
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
