package io.jenkins.plugins.istioimages.publish.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.publish.storage.StorageOptions;
import io.jenkins.plugins.istioimages.publish.targets.CuttingProxy;
import io.jenkins.plugins.istioimages.publish.targets.CuttingProxy.Cut;
import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A publish with an object that goes in parts, whose connection is cut at each of its requests, and the next one.
 * CutEverywhereIT does the same with small objects and charts.
 */
class CutPublishIT {
    private static final URI CHARTS = URI.create("https://charts.example/release");
    private static final StorageOptions IMPATIENT =
            StorageOptions.DEFAULT.withAttempts(1).withPiece(5 << 20);

    @TempDir
    Path temporary;

    private S3Server server;
    private SampleRelease release;

    @BeforeEach
    void start() throws Exception {
        server = new S3Server();
        release = new SampleRelease(temporary, "1.14.5", 5_300_000);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void theNextRunCompletesWhereverTheConnectionIsCut() throws Exception {
        int requests = countOfAWholePublish();
        assertThat(requests).isGreaterThan(15);
        try (PointerWatcher watcher = new PointerWatcher(server)) {
            for (int number = 1; number <= requests; number++) {
                Cut cut = CuttingProxy.CUTS.get(number % CuttingProxy.CUTS.size());
                String prefix = "cut-" + number;
                watcher.watch(prefix);
                server.proxy.cutFrom(number, cut);
                run(target(prefix));
                server.proxy.heal();
                Receipt receipt = run(target(prefix));
                assertThat(receipt.complete())
                        .as("%s at request %s: %s", cut, number, receipt.problem())
                        .isTrue();
                assertPublishedOnce(prefix);
                watcher.watch("none");
                server.clear(prefix);
            }
            assertThat(watcher.looks()).isPositive();
            assertThat(watcher.wrong()).isEmpty();
        }
    }

    @Test
    void aRequestThatIsCutOnceIsSentAgain() {
        StorageOptions patient = StorageOptions.DEFAULT
                .withPauses(Duration.ofMillis(1), Duration.ofMillis(5))
                .withPiece(5 << 20);
        server.proxy.cutEachOnce();
        Receipt files = run(new ReleaseBucketTarget(
                server.open("twice", patient), "twice", release.directory, release.version, List.of("latest")));
        assertThat(files.status()).as(files.problem().orElse("")).isEqualTo(Status.DONE);
        Receipt charts = run(new HelmIndexTarget(
                server.open("twice", patient), "twice/charts", CHARTS, release.charts(), SampleRelease.CREATED));
        assertThat(charts.status()).as(charts.problem().orElse("")).isEqualTo(Status.DONE);
    }

    private int countOfAWholePublish() {
        server.proxy.heal();
        assertThat(run(target("whole")).status()).isEqualTo(Status.DONE);
        server.clear("whole");
        return server.proxy.requests.size();
    }

    private void assertPublishedOnce(String prefix) throws Exception {
        List<String> expected = new ArrayList<>(List.of(prefix + "/latest"));
        release.files().keySet().forEach(file -> expected.add(prefix + "/1.14.5/" + file));
        assertThat(server.keys(prefix + "/")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(server.text(prefix + "/latest")).isEqualTo("1.14.5");
    }

    private PublishTarget target(String prefix) {
        return new ReleaseBucketTarget(
                server.open(prefix, IMPATIENT), prefix, release.directory, release.version, List.of("latest"));
    }

    private static Receipt run(PublishTarget target) {
        return new Publication(Mode.PUBLISH, false, receipt -> {})
                .run(List.of(target))
                .get(0);
    }
}
