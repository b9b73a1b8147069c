package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.oci.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each output of mini-istio alone: which stages it has, what is run for it, and what is in out. */
class OutputsIT {
    /** What every release has. */
    private static final List<String> ALWAYS = List.of("SHA256SUMS", "lock.yaml", "manifest.yaml");

    @TempDir
    static Path directory;

    @BeforeAll
    static void repositories() throws IOException {
        DemoProcess.in(directory);
        MiniRepositories.create(directory);
    }

    @ParameterizedTest
    @CsvSource({
        "docker, istio-linux-amd64 istio-linux-arm64",
        "debian, debian-linux-amd64 debian-linux-arm64",
        "rpm, rpm-linux-amd64 rpm-linux-arm64",
        "archive, archive",
        "helm, helm",
        "grafana, grafana",
        "licenses, licenses",
        "sources, sources",
        "sbom, sbom"
    })
    void hasOnlyItsOwnStages(String output, String stages) throws Exception {
        assertThat(stages(output)).containsExactly(stages.isEmpty() ? new String[0] : stages.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "docker, init install-cni istio-cni istioctl pilot-agent pilot-discovery toolbox,"
                + " 'docker/ images.html images.yaml'",
        "debian, 'init pilot-agent; deb/fpm', deb/istio-sidecar-arm64.deb",
        "rpm, 'init pilot-agent; rpm/fpm', rpm/istio-sidecar-arm64.rpm",
        "archive, istioctl-all istioctl.completion, 'istio-1.14.5- istioctl-1.14.5-'",
        "helm, '', 'helm/base-1.14.5.tgz helm/cni-1.14.5.tgz helm/gateway-1.14.5.tgz helm/istiod-1.14.5.tgz"
                + " helm/samples/ambient-1.14.5.tgz helm/ztunnel-1.14.5.tgz'",
        "grafana, '', 'grafana/istio-mesh-dashboard.json grafana/pilot-dashboard.json'",
        "licenses, '', 'licenses/client-go.tar.gz licenses/istio.tar.gz licenses/release-builder.tar.gz"
                + " licenses/test-infra.tar.gz licenses/tools.tar.gz'",
        "sources, '', sources.tar.gz",
        "sbom, '', 'istio-release.spdx.json istio-source.spdx.json'"
    })
    void builtAloneRunsAndMakesOnlyWhatItNeeds(String output, String targets, String files) throws Exception {
        Path release = directory.resolve(output);
        CliRun run = CliRun.of(
                "build",
                "--allow-unsupported",
                "-m",
                manifest(output),
                "-o",
                release.toString(),
                "--cache",
                cache(),
                "--platform",
                "linux/arm64");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(madeTargets(run.err())).isEqualTo(targets);
        List<String> made = files(release.resolve("out"));
        assertThat(made).containsAll(ALWAYS);
        List<String> prefixes = List.of(files.split(" "));
        assertThat(made).filteredOn(file -> !ALWAYS.contains(file)).allMatch(file -> prefixes.stream()
                .anyMatch(file::startsWith));
        assertThat(prefixes).allMatch(prefix -> made.stream().anyMatch(file -> file.startsWith(prefix)));

        CliRun validation =
                CliRun.of("validate", "--release", release.resolve("out").toString());
        assertThat(validation.status()).as(validation.out()).isZero();
    }

    @Test
    void outputsOfOneReleaseStandSideBySideAndAnotherReleaseTakesTheirPlace() throws Exception {
        Path release = directory.resolve("again");
        Path manifest = Path.of(manifest("helm, grafana, sbom"));
        String[] arguments = {
            "build", "--allow-unsupported", "-m", manifest.toString(), "-o", release.toString(), "--cache", cache()
        };
        assertThat(CliRun.of(with(arguments, "--outputs", "helm,sbom")).status())
                .isZero();
        CliRun more = CliRun.of(with(arguments, "--outputs", "grafana"));
        assertThat(more.err()).doesNotContain("removed");
        Path out = release.resolve("out");
        assertThat(files(out)).contains("helm/base-1.14.5.tgz", "grafana/pilot-dashboard.json");
        CliRun whole = CliRun.of("validate", "--release", out.toString());
        assertThat(whole.status()).as(whole.out()).isZero();

        Files.writeString(out.resolve("mine.txt"), "not of a release");
        Files.writeString(manifest, Files.readString(manifest).replace("version: 1.14.5", "version: 1.14.6"));
        CliRun other = CliRun.of(with(arguments, "--outputs", "helm"));
        assertThat(other.status()).as(other.err()).isZero();
        assertThat(other.err()).contains("had the release 1.14.5: its 25 files are removed");
        assertThat(files(out)).contains("helm/base-1.14.6.tgz", "mine.txt").noneMatch(file -> file.contains("1.14.5"));
        assertThat(out.resolve("grafana")).doesNotExist();
        assertThat(out.resolve("SHA256SUMS")).content().doesNotContain("1.14.5", "grafana");
    }

    @Test
    void theBillOfTheSourcesIsMadeOnceAndThenTaken() throws Exception {
        String manifest = manifest("sbom");
        Path first = directory.resolve("bill");
        String[] arguments = {"build", "--allow-unsupported", "-m", manifest, "--outputs", "sbom"};
        assertThat(CliRun.of(with(arguments, "-o", first.toString(), "--cache", cache()))
                        .status())
                .isZero();
        Path second = directory.resolve("bill-again");
        CliRun again = CliRun.of(with(
                arguments, "-o", second.toString(), "--staging", "oci:" + first.resolve("layout"), "--cache", cache()));
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.err()).contains("[sbom] is done already");
        assertThat(second.resolve("out/istio-source.spdx.json"))
                .hasSameBinaryContentAs(first.resolve("out/istio-source.spdx.json"));
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new);
    }

    /** What make was asked for, a semicolon between its runs. */
    private static String madeTargets(String said) {
        return said.lines()
                .filter(line -> line.contains("] runs "))
                .map(line -> line.replaceAll(".*\\] runs make --no-print-directory |(?<= )/[^ ]*/(?=[^/ ]+( |$))", ""))
                .collect(Collectors.joining("; "));
    }

    private static List<String> stages(String output) throws IOException {
        CliRun run = CliRun.of("plan", "--allow-unsupported", "--json", "-m", manifest(output), "--cache", cache());
        assertThat(run.status()).as(run.err()).isZero();
        return Json.read(run.out().getBytes(StandardCharsets.UTF_8), "the plan").findValuesAsText("id");
    }

    private static String cache() {
        return directory.resolve("cache").toString();
    }

    private static String manifest(String output) throws IOException {
        Path manifest = directory.resolve("examples/" + output.replaceAll("\\W+", "-") + ".yaml");
        Files.writeString(
                manifest, Files.readString(directory.resolve("examples/release.yaml")) + "outputs: [" + output + "]\n");
        return manifest.toString();
    }

    /** Without checksums. */
    private static List<String> files(Path out) throws IOException {
        try (Stream<Path> all = Files.walk(out)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> out.relativize(file).toString())
                    .filter(file -> !file.endsWith(".sha256"))
                    .toList();
        }
    }
}
