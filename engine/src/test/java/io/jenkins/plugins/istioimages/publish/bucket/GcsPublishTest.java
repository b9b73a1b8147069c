package io.jenkins.plugins.istioimages.publish.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import io.jenkins.plugins.istioimages.publish.storage.gcs.LocalGcs;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the store in memory that comes with Google's own library. */
class GcsPublishTest {
    private static final URI CHARTS = URI.create("https://storage.googleapis.com/releases/charts");
    private static final int SEVERAL_PIECES = 3_000_000;

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
}
