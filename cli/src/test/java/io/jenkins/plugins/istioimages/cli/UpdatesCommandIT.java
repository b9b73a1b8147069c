package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.source.GitHttpServer;
import io.jenkins.plugins.istioimages.source.TestRepository;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The verb on a repository like resf/istio's, whose Dockerfile.version says the version. */
class UpdatesCommandIT {
    @TempDir
    Path temp;

    private GitHttpServer server;
    private TestRepository istio;

    @BeforeEach
    void upstream() throws Exception {
        istio = TestRepository.create(temp.resolve("upstream/istio"));
        istio.commit("files", Map.of("README.md", "istio"));
        istio.tag("1.14.5");
        server = GitHttpServer.start(temp.resolve("upstream"));
        Files.writeString(
                temp.resolve("manifest.yaml"),
                "dependencies:\n  istio: {git: " + server.url("istio") + ", branch: \"${version}\"}\n");
        Files.writeString(temp.resolve("Dockerfile.version"), "FROM istio/proxyv2:1.14.5\n");
        Files.writeString(temp.resolve("table.yaml"), "releases:\n- {version: 1.14.5, endOfSupport: \"2022-12-27\"}\n");
    }

    @AfterEach
    void stop() {
        server.close();
        istio.close();
    }

    @Test
    void withoutUpdatesTheTableSaysSoAndTheStatusIsZeroEitherWay() {
        CliRun run = on("2022-10-12", "--exit-code");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "   WHAT     NAME  HAVE        NOW",
                        "   patch    1.14  1.14.5      1.14.5      1.14.5 is the newest of 1.14",
                        "   support  1.14  2022-12-27  2022-10-12  support of Istio 1.14 ends on 2022-12-27, in 76 days",
                        "no updates on 2022-10-12");
    }

    @Test
    void updatesChangeTheStatusOnlyWhereThatIsAskedFor() {
        istio.tag("1.14.6");

        CliRun plain = on("2022-12-01");
        assertThat(plain.status()).as(plain.err()).isZero();
        assertThat(plain.out())
                .contains("*  patch    1.14  1.14.5      1.14.6      Istio 1.14.6 is out, ")
                .contains(
                        "*  support  1.14  2022-12-27  2022-12-01  support of Istio 1.14 ends on 2022-12-27, in 26 days")
                .endsWith("2 updates on 2022-12-01\n");
        assertThat(on("2022-12-01", "--exit-code").status()).isEqualTo(3);
        assertThat(on("2022-12-01", "--support-days", "10").out()).endsWith("1 update on 2022-12-01\n");
    }

    @Test
    void dataHoldsAllThatWasLookedAt() {
        CliRun run = on("2023-01-01", "--json", "--exit-code");

        assertThat(run.status()).isEqualTo(3);
        JsonNode report = Json.read(run.out().getBytes(StandardCharsets.UTF_8), "report");
        assertThat(report.path("day").asText()).isEqualTo("2023-01-01");
        assertThat(report.path("upstream").asText()).isEqualTo(server.url("istio"));
        assertThat(report.path("updates").asInt()).isEqualTo(1);
        JsonNode patch = report.path("findings").path(0);
        assertThat(patch.path("kind").asText()).isEqualTo("patch");
        assertThat(patch.path("have").asText()).isEqualTo("1.14.5");
        assertThat(patch.path("where").asText())
                .isEqualTo(temp.resolve("Dockerfile.version").toString());
        assertThat(patch.path("update").asBoolean(true)).isFalse();
        assertThat(report.path("findings").path(1).path("text").asText())
                .isEqualTo("Istio 1.14 has had no support since 2022-12-27");
    }

    @Test
    void theClockOfTheMachineCountsAndWrongInputIsStatusTwo() {
        CliRun today = CliRun.of(arguments("updates").toArray(String[]::new));
        assertThat(today.status()).as(today.err()).isZero();
        assertThat(today.out()).contains("Istio 1.14 has had no support since 2022-12-27");

        assertThat(on("2022-10-12", "--line", "1.x").status()).isEqualTo(2);
        assertThat(on("2022-10-12", "--support-days", "-1").err()).contains("-1 is below 0");
        assertThat(CliRun.of("updates").err()).contains("--manifest");
    }

    @Test
    void aServerThatIsAwayIsStatusOneAndNotTheOneOfUpdates() {
        server.close();

        CliRun run = on("2022-10-12", "--exit-code");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("dependency 'istio'");
    }

    private CliRun on(String day, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false);
        Clock clock = Clock.fixed(Instant.parse(day + "T23:59:59Z"), ZoneOffset.UTC);
        CommandLine line = new CommandLine(new UpdatesCommand(terminal, clock), new CommandFactory(terminal))
                .setExecutionExceptionHandler(new ErrorReport(terminal));
        line.setErr(terminal.err());
        int status = line.execute(arguments(more).toArray(String[]::new));
        return new CliRun(status, out.toString(), err.toString());
    }

    private List<String> arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of(
                "-m", temp.resolve("manifest.yaml").toString(),
                "--version-from", temp.resolve("Dockerfile.version").toString(),
                "--supported-releases", temp.resolve("table.yaml").toString(),
                "--line", "1.14",
                "--cache", temp.resolve("cache").toString()));
        return arguments;
    }
}
