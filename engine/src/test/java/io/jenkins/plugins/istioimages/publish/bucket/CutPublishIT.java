package io.jenkins.plugins.istioimages.publish.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.publish.bucket.CuttingProxy.Cut;
import io.jenkins.plugins.istioimages.publish.storage.StorageOptions;
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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A publish whose connection is cut at each of its requests, and the next one. */
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
        assertThat(requests).isGreaterThan(30);
        try (PointerWatcher watcher = new PointerWatcher(server)) {
            for (int number = 1; number <= requests; number++) {
                Cut cut = CuttingProxy.CUTS.get(number % CuttingProxy.CUTS.size());
                String prefix = "cut-" + number;
                watcher.watch(prefix);
                server.proxy.cutFrom(number, cut);
                for (PublishTarget target : targets(prefix)) {
                    run(target);
                }
                server.proxy.heal();
                for (PublishTarget target : targets(prefix)) {
                    Receipt receipt = run(target);
                    assertThat(receipt.complete())
                            .as("%s at request %s: %s", cut, number, receipt.problem())
                            .isTrue();
                }
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
        for (PublishTarget target : targets("whole")) {
            assertThat(run(target).status()).isEqualTo(Status.DONE);
        }
        server.clear("whole");
        return server.proxy.requests.size();
    }

    private void assertPublishedOnce(String prefix) throws Exception {
        List<String> expected = new ArrayList<>(List.of(prefix + "/latest", prefix + "/charts/index.yaml"));
        for (Map.Entry<String, byte[]> file : release.files().entrySet()) {
            expected.add(prefix + "/1.14.5/" + file.getKey());
            if (file.getKey().startsWith("helm/")) {
                expected.add(prefix + "/charts/" + file.getKey().substring("helm/".length()));
            }
        }
        List<String> found =
                server.peer.listObjectsV2(list -> list.bucket(S3Server.BUCKET).prefix(prefix + "/")).contents().stream()
                        .map(S3Object::key)
                        .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(server.text(prefix + "/latest")).isEqualTo("1.14.5");
        HelmIndex index = HelmIndex.read("index", server.text(prefix + "/charts/index.yaml"), 1 << 20);
        assertThat(List.of("ambient", "base", "istiod"))
                .allMatch(chart -> index.find(chart, "1.14.5").isPresent());
        assertThat(server.text(prefix + "/charts/index.yaml").split("created:")).hasSize(4);
    }

    private List<PublishTarget> targets(String prefix) {
        return List.of(
                new ReleaseBucketTarget(
                        server.open(prefix, IMPATIENT), prefix, release.directory, release.version, List.of("latest")),
                new HelmIndexTarget(
                        server.open(prefix, IMPATIENT),
                        prefix + "/charts",
                        CHARTS,
                        release.charts(),
                        SampleRelease.CREATED));
    }

    private static Receipt run(PublishTarget target) {
        return new Publication(Mode.PUBLISH, false, receipt -> {})
                .run(List.of(target))
                .get(0);
    }
}
