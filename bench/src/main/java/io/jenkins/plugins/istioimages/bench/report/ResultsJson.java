package io.jenkins.plugins.istioimages.bench.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/** Results as JSON: the short form that is compared between runs, and everything. */
public final class ResultsJson {
    private static final int DIGITS = 3;

    private ResultsJson() {}

    /**
     * {@code {"cold_gzip": {"ours_s": …, "peers": {"skopeo": …}, "floor_s": …, "ratio_best_peer": …, "ratio_floor": …,
     * "rss_mb": …, "bytes_sent": …, "requests": …}}}; null where nothing was measured.
     */
    public static ObjectNode summaries(Map<String, Summary> summaries) {
        ObjectNode json = Json.object();
        summaries.forEach((scenario, summary) -> {
            ObjectNode one = json.putObject(scenario);
            put(one, "ours_s", summary.ours());
            ObjectNode peers = one.putObject("peers");
            summary.peers().forEach((peer, seconds) -> put(peers, peer, Optional.of(seconds)));
            put(one, "floor_s", summary.floor());
            put(one, "ratio_best_peer", summary.ratioBestPeer());
            put(one, "ratio_floor", summary.ratioFloor());
            put(one, "rss_mb", summary.peakMegabytes());
            one.put(
                    "bytes_sent",
                    summary.counts().map(counts -> counts.blobBytes()).orElse(null));
            one.put(
                    "requests",
                    summary.counts().map(counts -> counts.requests()).orElse(null));
        });
        return json;
    }

    /** Every contender with every round. */
    public static ObjectNode details(Results results, String machine, String data) {
        ObjectNode json = Json.object().put("machine", machine).put("data", data);
        ObjectNode scenarios = json.putObject("scenarios");
        for (String scenario : results.scenarios()) {
            ObjectNode contenders = scenarios.putObject(scenario);
            results.of(scenario).forEach((name, series) -> details(contenders.putObject(name), series));
        }
        return json;
    }

    private static void details(ObjectNode json, Series series) {
        var seconds = json.putArray("seconds");
        series.timed().forEach(run -> seconds.add(rounded(run.seconds())));
        put(json, "cpu_s", series.cpuSeconds());
        put(json, "rss_mb", series.peakMegabytes());
        series.counts().ifPresent(counts -> {
            json.put("bytes_sent", counts.blobBytes()).put("requests", counts.requests());
            ObjectNode kinds = json.putObject("requests_by_kind");
            counts.byKind().forEach(kinds::put);
        });
    }

    private static void put(ObjectNode json, String field, Optional<Double> value) {
        if (value.isPresent()) {
            json.put(field, rounded(value.get()));
        } else {
            json.putNull(field);
        }
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP);
    }
}
