package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.acceptance.harness.Browser;
import io.jenkins.plugins.istioimages.acceptance.harness.CommandLine;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.Pipelines;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import io.jenkins.plugins.istioimages.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A whole release of mini-istio on both agents: its files as artifacts of the run, and what its checks say. */
@ExtendWith(WithWorld.class)
class ReleaseArtifactsAcceptance {
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    @Test
    void a_whole_release_is_archived_to_the_bytes_of_the_command_line_and_validated(World world) throws Exception {
        Build build = start(world, "whole");
        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
        assertThat(build.log())
                .contains("Running on amd64", "Running on arm64", "stage helm on any agent")
                .contains("1.14.5: ", " checks passed, 0 failed")
                .doesNotContain(World.REGISTRY_PASSWORD);

        Path out = commandLine(world, "whole");
        Set<String> artifacts = artifacts(build);
        assertThat(artifacts).isEqualTo(handedOn(out));
        assertThat(artifacts)
                .contains("rpm/istio-sidecar-arm64.rpm", "deb/istio-sidecar.deb", "sources.tar.gz", "SHA256SUMS")
                .contains("istio-1.14.5-linux-arm64.tar.gz", "grafana/istio-mesh-dashboard.json", "lock.yaml")
                .noneMatch(name -> name.startsWith("docker/") && name.endsWith(".tar.gz"));
        assertSameBytes(world, build, out, artifacts);
        assertFingerprints(build, artifacts);
        assertReport(build, 0);
        assertPages(world, build);
    }

    @Test
    void a_part_of_a_release_is_told_by_name_and_shown(World world) throws Exception {
        Build build = start(world, "part");
        // The report makes the run unstable a moment before it fails.
        build.awaitLog("Finished: ", PATIENCE);
        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("FAILURE");
        assertThat(build.log())
                .contains("of the manifest's outputs only docker, helm, sbom, sources are made")
                .contains("passed: false, failed: ")
                .contains("ERROR: release 1.14.5 is not whole: images failed, first ");
        assertThat(artifacts(build))
                .contains("sources.tar.gz", "helm/base-1.14.5.tgz", "images.yaml")
                .noneMatch(name -> name.startsWith("deb/") || name.startsWith("istioctl-"));
        assertReport(build, 1);
    }

    private static Build start(World world, String name) throws Exception {
        return world.pipelines()
                .job(
                        name,
                        Map.of(
                                "manifest.yaml",
                                manifest(world),
                                "Jenkinsfile",
                                world.pipelines().jenkinsfile(name + ".groovy", name, Map.of())))
                .start();
    }

    /** All outputs. */
    private static String manifest(World world) throws IOException {
        return world.pipelines().manifest(Pipelines.VERSION).replace("outputs: [docker]\n", """
                dashboards:
                  istio-mesh-dashboard: 7639
                  pilot-dashboard: 7645
                """);
    }

    /** The same release by the command line, staged elsewhere. */
    private static Path commandLine(World world, String name) throws Exception {
        Path directory = Files.createDirectories(world.directory().resolve("release-" + name));
        Path manifest = Files.writeString(directory.resolve("manifest.yaml"), manifest(world));
        new CommandLine(world)
                .run(
                        "release-" + name,
                        "build",
                        "--allow-unsupported",
                        "-m",
                        manifest.toString(),
                        "--staging",
                        world.registry().host() + "/" + name + "/by-hand",
                        "-o",
                        directory.resolve("release").toString());
        return directory.resolve("release/out");
    }

    private static Set<String> handedOn(Path out) throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> out.relativize(file).toString())
                    .filter(name -> !(name.startsWith("docker/") && name.endsWith(".tar.gz")))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> artifacts(Build build) {
        return new TreeSet<>(build.controller()
                .admin()
                .json(build.path() + "api/json?tree=artifacts[relativePath]")
                .findValuesAsText("relativePath"));
    }

    private static void assertSameBytes(World world, Build build, Path out, Set<String> artifacts) throws IOException {
        String here = world.registry().host() + "/whole/staging";
        String there = world.registry().host() + "/whole/by-hand";
        Set<String> staged = namingStaging(out, artifacts, there);
        assertThat(staged).hasSizeLessThan(10);
        for (String name : artifacts) {
            byte[] archived = build.controller().admin().bytes(build.path() + "artifact/" + name);
            if (!staged.contains(name)) {
                assertThat(archived).as(name).isEqualTo(Files.readAllBytes(out.resolve(name)));
            } else if (name.equals("images.yaml")) {
                // Agents may have other compressors than this machine: the one of a run is named as it was asked for.
                assertThat(new String(archived, StandardCharsets.UTF_8).replace(here, there))
                        .isEqualTo(Files.readString(out.resolve(name))
                                .replaceFirst("compressor: gzip-.*", "compressor: gzip"));
            }
        }
        world.figure("whole release: " + artifacts.size() + " artifacts, " + staged + " name where images are staged");
    }

    /** What names the place where images are staged differs in that, and so does what has a checksum of it. */
    private static Set<String> namingStaging(Path out, Set<String> artifacts, String place) throws IOException {
        Set<String> words = new TreeSet<>(Set.of(place));
        Set<String> found = new TreeSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (String name : artifacts) {
                byte[] content = Files.readAllBytes(out.resolve(name));
                String text = new String(content, StandardCharsets.ISO_8859_1);
                if (!found.contains(name) && words.stream().anyMatch(text::contains)) {
                    found.add(name);
                    words.add(Digest.sha256(content).hex());
                    more = true;
                }
            }
        }
        return found;
    }

    private static void assertFingerprints(Build build, Set<String> artifacts) {
        JsonNode run = build.controller().admin().json(build.path() + "api/json?tree=fingerprint[fileName,hash]");
        List<String> names = run.findValuesAsText("fileName");
        assertThat(names).hasSameSizeAs(artifacts).contains("istioctl-1.14.5-linux-arm64.tar.gz");
        assertThat(run.findValuesAsText("hash")).allMatch(hash -> hash.matches("[0-9a-f]{32}"));
    }

    private static void assertReport(Build build, int atLeast) {
        JsonNode report = build.controller().admin().json(build.path() + "testReport/api/json");
        assertThat(report.path("passCount").asInt()).isPositive();
        int failed = report.path("failCount").asInt();
        assertThat(failed > 0).isEqualTo(atLeast > 0);
        assertThat(report.findValuesAsText("name")).contains("checksums", "images", "sbom");
    }

    private static void assertPages(World world, Build build) throws Exception {
        try (Browser browser = world.browser()) {
            browser.actAs(world.controller().admin());
            browser.colours("light");
            browser.size(1200, 1400);
            browser.open(build.url());
            browser.picture(world.directory().resolve("screenshots/whole-run.png"));
            assertThat(browser.evaluate("document.body.innerText")).contains("1.14.5: 10 images", "Build Artifacts");
            browser.open(build.url().resolve("testReport/"));
            browser.picture(world.directory().resolve("screenshots/whole-report.png"));
            assertThat(browser.evaluate("document.body.innerText")).contains("tests are passing", "istio-images");
        }
    }
}
