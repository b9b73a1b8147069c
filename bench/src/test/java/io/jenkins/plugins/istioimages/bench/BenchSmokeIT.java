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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole benchmark on the small set: every contender publishes and assembles, ours and one peer do all else, and what
 * they left in the registry was read back. Nothing is said of times: that is for a quiet machine.
 */
class BenchSmokeIT {
    /** Data and results; the data are made once. */
    @TempDir
    static Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void everyContenderLeavesEveryImageInTheRegistry() throws IOException {
        Report report = run("0", "cold_gzip,assemble", "ours,skopeo,jib-core,oras-java,docker,buildah,floor");
        Map<String, Series> cold = report.results().of("cold_gzip");
        assertThat(cold).containsOnlyKeys("ours", "skopeo", "jib-core", "oras-java", "docker", "floor");
        assertThat(report.results().of("assemble")).containsOnlyKeys("ours", "docker", "buildah", "jib-core", "floor");
        cold.forEach((name, series) ->
                assertThat(blobBytes(report, "cold_gzip", name)).as(name).isPositive());
    }

    @Test
    void oursDoesWhatSkopeoDoesInEveryOtherScenario() throws IOException {
        Report report =
                run("0", "warm,one_layer_changed,cold_docker_save,copy_registry,copy_mount,copy_layout", "ours,skopeo");
        assertThat(report.results().scenarios())
                .containsExactlyInAnyOrder(
                        "warm", "one_layer_changed", "cold_docker_save", "copy_registry", "copy_mount", "copy_layout")
                .allSatisfy(
                        name -> assertThat(report.results().of(name).keySet()).isEqualTo(Set.of("ours", "skopeo")));
        assertThat(blobBytes(report, "warm", "ours")).isZero();
        assertThat(blobBytes(report, "warm", "skopeo")).isZero();
        assertThat(blobBytes(report, "copy_mount", "ours")).isZero();
        assertThat(blobBytes(report, "copy_layout", "ours")).isPositive();
    }

    @Test
    void timedRoundsFillResultsAndTable() throws IOException {
        run("1", "cold_gzip", "ours,skopeo,floor");
        JsonNode cold = Json.read(Files.readAllBytes(directory.resolve("results.json")), "results.json")
                .path("cold_gzip");
        for (String field :
                List.of("ours_s", "floor_s", "ratio_best_peer", "ratio_floor", "rss_mb", "bytes_sent", "requests")) {
            assertThat(cold.path(field).asDouble()).as(field).isPositive();
        }
        assertThat(cold.path("peers").path("skopeo").asDouble()).isPositive();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("small-x1-seed1", "cold_gzip", "best peer s");
        assertThat(directory.resolve("run")).isEmptyDirectory();
    }

    private static long blobBytes(Report report, String scenario, String contender) {
        return report.results()
                .of(scenario)
                .get(contender)
                .counts()
                .orElseThrow()
                .blobBytes();
    }

    /** The command line as the class path of this test has it: the launcher's program is built after the tests. */
    private Report run(String rounds, String scenarios, String contenders) throws IOException {
        Map<String, String> environment = new TreeMap<>();
        environment.put("ROUNDS", rounds);
        environment.put("SCENARIOS", scenarios);
        environment.put("CONTENDERS", contenders);
        environment.put("SET", "small");
        environment.put("TARGET", directory.toString());
        environment.put(
                "OURS",
                "env CLASSPATH=%s %s/bin/java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 %s"
                        .formatted(
                                System.getProperty("java.class.path"),
                                System.getProperty("java.home"),
                                "io.jenkins.plugins.istioimages.cli.Main"));
        return new Bench(Settings.from(environment), new PrintStream(out, true, StandardCharsets.UTF_8)).run();
    }
}
