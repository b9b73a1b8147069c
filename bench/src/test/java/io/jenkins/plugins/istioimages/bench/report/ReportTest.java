package io.jenkins.plugins.istioimages.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.bench.data.Archive;
import io.jenkins.plugins.istioimages.bench.data.ArchiveDirectory;
import io.jenkins.plugins.istioimages.bench.data.Machine;
import io.jenkins.plugins.istioimages.bench.measure.Counts;
import io.jenkins.plugins.istioimages.bench.measure.Measurement;
import io.jenkins.plugins.istioimages.oci.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private final Results results = new Results();
    private final Report report = new Report(results, Map.of("cold_zstd", "cold_gzip"), "a machine", "some data");

    @TempDir
    Path directory;

    @BeforeEach
    void measure() {
        for (double seconds : new double[] {4, 2, 3}) {
            results.time("cold_gzip", "ours", new Measurement(seconds, 1, (long) (seconds * 1e8)));
            results.time("cold_gzip", "skopeo", new Measurement(seconds * 4, 1, 1));
            results.time("cold_gzip", "jib-core", new Measurement(seconds * 2, 1, 1));
            results.time("cold_gzip", "floor", new Measurement(seconds / 2, 1, 1));
            results.time("cold_zstd", "ours", new Measurement(seconds / 2, 1, 1));
            results.time("cold_zstd", "skopeo_zstd", new Measurement(seconds, 1, 1));
        }
        results.count("cold_gzip", "ours", new Counts(120, 3_000_000, new TreeMap<>(Map.of("HEAD blobs", 7L))));
    }

    @Test
    void theShortFormIsThatOfTheIssue() throws IOException {
        report.write(directory);
        JsonNode json = Json.read(Files.readAllBytes(directory.resolve("results.json")), "results");
        assertThat(json.get("cold_gzip"))
                .isEqualTo(Json.read(
                        ("{\"ours_s\": 3.000, \"peers\": {\"jib-core\": 6.000, \"skopeo\": 12.000}, \"floor_s\": 1.500,"
                                        + " \"ratio_best_peer\": 0.500, \"ratio_floor\": 2.000, \"rss_mb\": 400.000,"
                                        + " \"bytes_sent\": 3000000, \"requests\": 120}")
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "expected"));
    }

    @Test
    void aScenarioCanBeHeldAgainstThePeersOfAnother() {
        Summary zstd = report.summaries().get("cold_zstd");
        assertThat(zstd.peers()).containsOnlyKeys("skopeo", "skopeo_zstd", "jib-core");
        assertThat(zstd.bestPeer()).contains("skopeo_zstd");
        assertThat(zstd.ratioBestPeer()).contains(0.5);
        assertThat(zstd.ratioFloor()).contains(1.0);
    }

    @Test
    void whatWasNotMeasuredIsNull() throws IOException {
        Results peersOnly = new Results();
        peersOnly.time("warm", "skopeo", new Measurement(1, 1, 1));
        new Report(peersOnly, Map.of(), "", "").write(directory);
        JsonNode warm = Json.read(Files.readAllBytes(directory.resolve("results.json")), "results")
                .get("warm");
        for (String field :
                List.of("ours_s", "floor_s", "ratio_best_peer", "ratio_floor", "rss_mb", "bytes_sent", "requests")) {
            assertThat(warm.get(field).isNull()).as(field).isTrue();
        }
    }

    @Test
    void theDetailsHaveEveryRound() throws IOException {
        report.write(directory);
        JsonNode json = Json.read(Files.readAllBytes(directory.resolve("details.json")), "details");
        JsonNode ours = json.path("scenarios").path("cold_gzip").path("ours");
        assertThat(ours.path("seconds")).hasSize(3);
        assertThat(ours.path("requests_by_kind").path("HEAD blobs").asInt()).isEqualTo(7);
        assertThat(json.path("machine").asText()).isEqualTo("a machine");
    }

    @Test
    void theTableHasALinePerScenarioInTheWantedOrder() {
        String text = report.text(List.of("cold_zstd", "cold_gzip"), targets());
        String summary = text.substring(text.indexOf("\n\n") + 2);
        List<String> lines = summary.lines().takeWhile(line -> !line.isEmpty()).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("scenario").contains("of best", "of floor");
        assertThat(lines.get(1)).startsWith("cold_zstd").contains("skopeo_zstd", "0.50");
        assertThat(lines.get(2)).startsWith("cold_gzip").contains("jib-core", "400", "120");
    }

    @Test
    void everyMeasuredTargetHasAVerdict() {
        assertThat(targets().verdicts(report.summaries()))
                .containsExactly(
                        "cold_gzip: 0.50 of the best peer, at most 0.50: met",
                        "cold_gzip: 2.00 of the floor, at most 1.30: missed by 0.70",
                        "cold_gzip: 400 MB of memory, at most 400: met",
                        "cold_zstd: 0.50 of the best peer, at most 0.40: missed by 0.10",
                        "cold_zstd: 0.00 MB of memory, at most 400: met");
    }

    @Test
    void aWarmPublishMayAskOnceForEverything() {
        results.count("warm", "ours", new Counts(9, 0, new TreeMap<>()));
        assertThat(targets().verdicts(report.summaries()))
                .contains("warm: 0.00 bytes sent, at most 0.00: met", "warm: 9 requests, at most 8: missed by 1.00");
    }

    private static Targets targets() {
        Archive archive =
                new Archive("pilot", "1", Machine.AMD64, "pilot.tar", "x/pilot:1", List.of("sha256:a", "sha256:b"));
        return new Targets(new ArchiveDirectory(Path.of("archives"), List.of(archive)));
    }

    @Test
    void theMedianOfTwoIsBetweenThem() {
        Series series = new Series();
        series.add(new Measurement(1, 1, 1));
        series.add(new Measurement(2, 1, 1));
        assertThat(series.seconds()).contains(1.5);
    }
}
