package io.jenkins.plugins.istioimages.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.bench.report.Report;
import io.jenkins.plugins.istioimages.bench.report.Series;
import io.jenkins.plugins.istioimages.oci.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole benchmark on the small set: every contender does every scenario it knows, and all that it left in the registry
 * was read back. Nothing is said of times: that is for a quiet machine.
 */
class BenchSmokeIT {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void everyContenderLeavesEveryImageInTheRegistry() throws IOException {
        Report report = run(Map.of(
                "ROUNDS", "0",
                "SCENARIOS", "cold_gzip,warm,one_layer_changed,cold_docker_save,copy_registry,copy_layout,assemble",
                "CONTENDERS", "skopeo,jib-core,oras-java,docker,buildah,floor"));
        Map<String, Series> cold = report.results().of("cold_gzip");
        assertThat(cold).containsOnlyKeys("skopeo", "jib-core", "oras-java", "docker", "floor");
        assertThat(report.results().of("warm")).containsOnlyKeys("skopeo", "jib-core", "oras-java", "docker");
        assertThat(report.results().of("copy_registry")).containsOnlyKeys("skopeo", "oras-java");
        assertThat(report.results().of("assemble")).containsOnlyKeys("docker", "buildah", "jib-core", "floor");
        cold.forEach((name, series) -> assertThat(series.counts())
                .as(name)
                .hasValueSatisfying(counts -> assertThat(counts.blobBytes()).isPositive()));
        assertThat(report.results()
                        .of("warm")
                        .get("skopeo")
                        .counts()
                        .orElseThrow()
                        .blobBytes())
                .isZero();
    }

    @Test
    void timedRoundsFillResultsAndTable() throws IOException {
        run(Map.of("ROUNDS", "1", "SCENARIOS", "cold_gzip", "CONTENDERS", "skopeo,floor"));
        JsonNode cold = Json.read(Files.readAllBytes(directory.resolve("results.json")), "results.json")
                .path("cold_gzip");
        assertThat(cold.path("peers").path("skopeo").asDouble()).isPositive();
        assertThat(cold.path("floor_s").asDouble()).isPositive();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("small-x1-seed1", "cold_gzip", "best peer s");
        assertThat(directory.resolve("run")).isEmptyDirectory();
    }

    private Report run(Map<String, String> environment) throws IOException {
        Map<String, String> all = new TreeMap<>(environment);
        all.put("SET", "small");
        all.put("TARGET", directory.toString());
        return new Bench(Settings.from(all), new PrintStream(out, true, StandardCharsets.UTF_8)).run();
    }
}
