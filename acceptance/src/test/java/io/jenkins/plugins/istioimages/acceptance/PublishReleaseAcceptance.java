package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.acceptance.harness.Browser;
import io.jenkins.plugins.istioimages.acceptance.harness.CommandLine;
import io.jenkins.plugins.istioimages.acceptance.harness.FilePlaces;
import io.jenkins.plugins.istioimages.acceptance.harness.JenkinsClient;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.PublishPlaces;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A release of mini-istio that a Pipeline publishes to all kinds of targets, and another one promotes. */
@ExtendWith(WithWorld.class)
class PublishReleaseAcceptance {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int TARGETS = 3 + PublishPlaces.SOURCES.size() + 1 + 3;

    @Test
    void a_release_goes_where_the_dry_run_says_once_and_is_promoted_by_another_job(World world) throws Exception {
        try (PublishPlaces places = PublishPlaces.start(world)) {
            Build build = job(world, "publishing", places).start();
            assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
            assertPublished(world, places, build);
            assertFiles(places.files(), build);
            assertRest(world, build);
            assertPages(world, build);

            Build promoted = job(world, "promoting", places).start();
            assertThat(promoted.result(PATIENCE)).as(promoted.log()).isEqualTo("FAILURE");
            assertPromoted(world, places, promoted);
        }
    }

    private static PipelineJob job(World world, String name, PublishPlaces places) throws Exception {
        return world.pipelines()
                .job(
                        name,
                        Map.of(
                                "manifest.yaml",
                                PublishPlaces.manifest(world),
                                "Jenkinsfile",
                                world.pipelines().jenkinsfile(name + ".groovy", name, places.words())));
    }

    private static void assertPublished(World world, PublishPlaces places, Build build) throws Exception {
        String log = build.log();
        assertThat(log)
                .contains("dry run of 1.14.5: registry ", "again: [unchanged]", "checked: true")
                .doesNotContain("as the dry run said: false")
                .doesNotContain(places.secrets());
        assertThat(log.split(" done: [1-9][0-9]* as the dry run said: true", -1))
                .hasSize(TARGETS + 1);
        assertThat(places.isReleased()).isTrue();
        assertThat(places.tags()).hasSize(PublishPlaces.SOURCES.size()).allMatch(tag -> tag.contains("1.14.5"));
        assertThat(world.index("publishing/pilot", "latest-distroless").get("digest"))
                .isEqualTo(world.index("publishing/staging/pilot", "1.14.5-distroless")
                        .get("digest"));
        String verified = new CommandLine(world)
                .run(
                        "verify-published",
                        "verify",
                        world.registry().host() + "/publishing/pilot:1.14.5",
                        "--key",
                        places.publicKey().toString(),
                        "--attestation",
                        "slsaprovenance1",
                        "--json");
        assertThat(verified).containsPattern("\"verified\" ?: true");
        for (String agent : List.of("agent-arm64", "agent-amd64")) {
            assertThat(holders(world.directory().resolve(agent), places.secrets()))
                    .as("secrets in files of " + agent)
                    .isEmpty();
        }
    }

    /** Each file is in the bucket as it was archived, written once; the index has its charts, and Grafana one revision. */
    private static void assertFiles(FilePlaces files, Build build) {
        String sums = build.controller().admin().text(build.path() + "artifact/SHA256SUMS");
        assertThat(files.s3("istio/1.14.5/SHA256SUMS")).isEqualTo(sums);
        assertThat(files.s3Below(FilePlaces.FILES + "/1.14.5"))
                .containsAll(sums.lines()
                        .map(line -> line.substring(66))
                        .filter(file -> !file.startsWith("docker/"))
                        .toList())
                .contains("manifest.yaml", "lock.yaml");
        assertThat(files.s3("istio/stable")).isEqualToIgnoringNewLines("1.14.5");
        assertThat(files.s3("charts/index.yaml"))
                .contains("version: 1.14.5", "https://charts.example/", "/istiod-1.14.5.tgz");
        assertThat(files.revisions())
                .as("the second call and the check add none")
                .hasSize(1);
        assertThat(files.writes()).isNotEmpty().doesNotHaveDuplicates();
    }

    private static List<Path> holders(Path directory, String... secrets) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, secrets))
                    .toList();
        }
    }

    private static boolean holds(Path file, String... secrets) {
        try {
            String text = Files.size(file) > 1 << 20 ? "" : Files.readString(file, StandardCharsets.ISO_8859_1);
            return Stream.of(secrets).anyMatch(text::contains);
        } catch (IOException e) {
            // Gone meanwhile.
            return false;
        }
    }

    private static void assertRest(World world, Build build) {
        JsonNode releases = build.controller()
                .admin()
                .json(build.path() + "istio-publications/api/json?depth=3")
                .get("releases");
        assertThat(releases.findValuesAsText("mode")).containsExactly("dry_run", "publish", "publish", "verify");
        assertThat(releases.get(1).get("targets")).hasSize(TARGETS).allSatisfy(target -> {
            assertThat(target.get("status").asText()).isEqualTo("done");
            assertThat(target.get("items")).isNotEmpty();
        });
        assertThat(releases.get(2).findValuesAsText("done")).containsOnly("false");
        assertThat(build.controller().admin().text(build.path() + "istio-images/api/json?depth=3"))
                .contains(world.registry().host() + "/publishing/pilot", "provenance", "sbom", "latest-distroless");
        assertThat(world.controller()
                        .anonymous()
                        .get(build.path() + "istio-publications/api/json")
                        .statusCode())
                .as("who may not read the run")
                .isIn(401, 403, 404);
    }

    private static void assertPages(World world, Build build) throws Exception {
        JenkinsClient.ok(world.controller()
                .admin()
                .postText("configuration-as-code/apply", "appearance:\n  themeManager:\n    theme: \"darkSystem\"\n"));
        for (String scheme : new String[] {"light", "dark"}) {
            try (Browser browser = world.browser()) {
                browser.actAs(world.controller().admin());
                browser.colours(scheme);
                browser.size(1200, 1400);
                browser.open(build.url());
                picture(world, browser, "published-run-" + scheme);
                assertThat(browser.evaluate("document.body.innerText"))
                        .contains(
                                "Publications of Istio",
                                "dry run: " + TARGETS + " targets, " + TARGETS + " would change");
                browser.open(build.url().resolve("istio-publications/"));
                picture(world, browser, "publications-" + scheme);
                assertThat(Integer.parseInt(
                                browser.evaluate("document.querySelectorAll('details.istio-target[open]').length")))
                        .as("the nine of git and what else is short, in the dry run and the publication")
                        .isBetween(18, 30);
                assertThat(browser.evaluate("[...document.querySelectorAll('.istio-receipt')].every(table =>"
                                + " table.getBoundingClientRect().right <="
                                + " table.parentElement.getBoundingClientRect().right + 1)"))
                        .as("tables are as wide as the page")
                        .isEqualTo("true");
                assertThat(browser.evaluate("document.querySelectorAll('.istio-receipt').length"))
                        .isEqualTo(String.valueOf(4 * TARGETS));
                assertThat(browser.evaluate("document.body.textContent"))
                        .contains("A dry run: this is what would be done", "pilot:latest-distroless", "resf/istio");
                assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .as("nothing is cut off at the right")
                        .isEqualTo("true");
                assertThat(browser.evaluate("[...document.querySelectorAll('.istio-receipt a')]"
                                + ".every(a => a.rel.includes('noopener') && a.protocol.startsWith('http'))"))
                        .isEqualTo("true");
                assertThat(browser.errors()).isEmpty();
            }
        }
    }

    private static void picture(World world, Browser browser, String name) throws Exception {
        browser.picture(world.directory().resolve("screenshots/" + name + ".png"));
    }

    private static void assertPromoted(World world, PublishPlaces places, Build build) {
        String log = build.log();
        assertThat(log)
                .contains("bringing ", " files of the release from the artifacts of publishing #1")
                .contains("promoted: true, true")
                .containsPattern(
                        "google: \\[([1-9]\\d*), ([1-9]\\d*)] of \\[\\1, \\2], again \\[unchanged, unchanged], checked true")
                .contains("ERROR: 1 of 2 targets of release 1.14.5 are not as they should be: registry "
                        + places.closed() + "/x: failed (")
                .contains("/promoting/well: done")
                .doesNotContain(places.secrets());
        FilePlaces files = places.files();
        assertThat(files.google(FilePlaces.FILES, "1.14.5/SHA256SUMS")).isEqualTo(files.s3("istio/1.14.5/SHA256SUMS"));
        assertThat(files.googleBelow(FilePlaces.FILES))
                .as("all but archives of images, which are no artifacts of the run")
                .containsExactlyInAnyOrderElementsOf(files.s3Below(FilePlaces.FILES).stream()
                        .filter(name -> !name.startsWith("1.14.5/docker/"))
                        .toList());
        assertThat(files.google("charts", "index.yaml")).contains("version: 1.14.5", "/istiod-1.14.5.tgz");
        assertThat(files.writes()).doesNotHaveDuplicates();
        assertThat(world.index("promoting/well/pilot", "1.14.5").get("digest"))
                .as("the same that was built")
                .isEqualTo(world.index("publishing/staging/pilot", "1.14.5").get("digest"));
    }
}
