package io.jenkins.plugins.istioimages.publish.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.publish.targets.Publication;
import io.jenkins.plugins.istioimages.publish.targets.Publication.Mode;
import io.jenkins.plugins.istioimages.publish.targets.Receipt;
import io.jenkins.plugins.istioimages.publish.targets.Receipt.Status;
import io.jenkins.plugins.istioimages.store.Workers;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two releases at once in one index, whose first writes race too: release-builder lost charts that way (its #1098). */
class IndexRaceIT {
    private static final URI CHARTS = URI.create("https://charts.example/release");
    private static final int ROUNDS = 50;

    @TempDir
    Path temporary;

    @Test
    void bothVersionsAreInItEachOfFiftyTimes() throws Exception {
        List<SampleRelease> releases =
                List.of(new SampleRelease(temporary, "1.14.4", 10), new SampleRelease(temporary, "1.14.5", 10));
        int both = 0;
        try (S3Server server = new S3Server();
                Workers workers = new Workers("release", releases.size())) {
            for (int round = 1; round <= ROUNDS; round++) {
                String prefix = "charts-" + round;
                List<Receipt> receipts = workers.map(releases, release -> publish(server, prefix, release));
                assertThat(receipts).allSatisfy(receipt -> assertThat(receipt.status())
                        .as(receipt.problem().orElse(""))
                        .isEqualTo(Status.DONE));
                HelmIndex index = HelmIndex.read("index", server.text(prefix + "/index.yaml"), 1 << 20);
                boolean hasBoth = index.find("base", "1.14.4").isPresent()
                        && index.find("base", "1.14.5").isPresent();
                both += hasBoth ? 1 : 0;
            }
        }
        assertThat(both).isEqualTo(ROUNDS);
    }

    private static Receipt publish(S3Server server, String prefix, SampleRelease release) {
        return new Publication(Mode.PUBLISH, false, receipt -> {})
                .run(List.of(new HelmIndexTarget(
                        server.open(prefix), prefix, CHARTS, release.charts(), SampleRelease.CREATED)))
                .get(0);
    }
}
