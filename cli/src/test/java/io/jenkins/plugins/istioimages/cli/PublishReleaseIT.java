package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogVerifier;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * mini-istio's release, published in one run to two registries (one with TLS and tokens), buckets of S3 and of Google, a
 * Helm repository, GitHub, grafana.com, and git servers that ask for a password.
 */
class PublishReleaseIT {
    @TempDir
    static Path directory;

    private static BuiltRelease release;
    private static Path out;
    private static ReleasePlaces places;
    private static PublishedTo open;
    private static KeyPairFiles key;

    @BeforeAll
    static void buildAndStart() throws Exception {
        release = BuiltRelease.get();
        out = release.out();
        places = new ReleasePlaces(release, directory);
        open = places.registries.open;
        key = KeyPairFiles.in(directory, "key");
    }

    @AfterAll
    static void stop() throws Exception {
        places.close();
    }

    @Test
    void aReleaseGoesToAllTargetsAtOnceAsTheDryRunSaysAndASecondRunWritesNothing() throws Exception {
        List<String> all = signed(places.options("all"));
        JsonNode dry = run(with(all, "--dry-run", "--json"));
        assertThat(places.writes("/all/")).isEmpty();
        assertThat(receipts()).doesNotExist();

        JsonNode real = run(with(all, "--json"));
        assertThat(changes(real)).isEqualTo(changes(dry)).isNotEmpty();
        assertThat(real.path("targets"))
                .hasSize(places.count())
                .allSatisfy(target -> assertThat(target.path("status").asText()).isEqualTo("done"));
        readBackRegistries();
        readBackBuckets();
        readBackOthers();

        List<String> before = places.writes("/all/");
        JsonNode second = run(with(all, "--json"));
        assertThat(second.path("targets"))
                .hasSize(places.count())
                .allSatisfy(target -> assertThat(target.path("status").asText()).isEqualTo("unchanged"));
        assertThat(places.writes("/all/")).isEqualTo(before);
        verify();
    }

    private static Path receipts() {
        return directory.resolve("receipts");
    }

    /** In a process of its own, whose environment has the keys and tokens. */
    private static JsonNode run(List<String> words) throws Exception {
        String said = release.process().runIn(List.of(), places.environment(), words.toArray(String[]::new));
        assertThat(said).doesNotContain(places.secrets());
        // A request that was tried again on a busy machine is told before it.
        return Json.readObject(said.substring(said.indexOf("{\n")).getBytes(StandardCharsets.UTF_8), "output");
    }

    private static void readBackRegistries() throws IOException {
        try (RegistryStore store = places.registries.store()) {
            for (PublishedTo place : List.of(open, places.registries.secured)) {
                String name = "registry-" + (place.host() + "/all/istio").replaceAll("[:/]", "~");
                assertThat(receipts().resolve(name + ".json")).content().contains("\"complete\" : true");
                Catalog catalog = CatalogYaml.read(receipts().resolve(name + ".images.yaml"));
                new CatalogVerifier(store).verify(catalog, CatalogVerifier.Depth.CONTENT);
                assertThat(catalog.images()).hasSize(10).allSatisfy(image -> {
                    assertThat(image.tags()).contains("latest-" + image.variant(), "1.14.5-" + image.variant());
                    // The bill twice: as it is, and as a signed claim.
                    for (String type : List.of("signature", "provenance", "sbom")) {
                        assertThat(image.attachments())
                                .filteredOn(one -> one.type().equals(type))
                                .hasSize((type.equals("sbom") ? 2 : 1)
                                        * (image.platforms().size() + 1));
                    }
                });
            }
            assertThat(store.tags(open.repository("all/charts/istiod"))).containsExactly("1.14.5");
            assertThat(store.tags(open.repository("all/charts/samples/ambient")))
                    .containsExactly("1.14.5");
        }
    }

    private static void readBackBuckets() throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String key = "all/1.14.5/" + out.relativize(file);
                byte[] content = Files.readAllBytes(file);
                assertThat(places.s3.content(key)).as(key).isEqualTo(content);
                assertThat(places.gcs.objects.content(key)).as(key).contains(content);
            }
        }
        assertThat(places.s3.content("all/stable")).asString().isEqualTo("1.14.5");
        assertThat(places.gcs.objects.text("all/stable")).contains("1.14.5");
        assertThat(places.s3.content("all/charts/index.yaml"))
                .asString()
                .contains("https://charts.example/istiod-1.14.5.tgz", "name: ztunnel");
    }

    private static void readBackOthers() {
        assertThat(places.github.hasRelease("resf/istio", "1.14.5")).isTrue();
        for (long id : ReleasePlaces.DASHBOARDS) {
            assertThat(places.grafana.revisions.get(id)).hasSize(1);
        }
        for (String source : places.sources()) {
            String url = places.git.url(source + ".git", TwoRegistries.USER, TwoRegistries.PASSWORD);
            assertThat(Tool.run(List.of("git", "ls-remote", "--tags", url), "", "git"))
                    .contains(places.commit(source) + "\trefs/tags/1.14.5^{}");
        }
    }

    /** At any time later, also with the public key; another key or a tag that is gone is found. */
    private static void verify() throws Exception {
        String hubs = open.host() + "/all/istio," + places.registries.secured.host() + "/all/istio";
        List<String> both = at("--hub", hubs, "--alias", "latest", "--chart-hub", open.host() + "/all/charts");
        assertThat(publish(
                                0,
                                with(
                                        both,
                                        "--verify",
                                        "--key",
                                        key.shown().toString(),
                                        "--attestation",
                                        "slsaprovenance1,spdxjson"))
                        .out())
                .contains("unchanged");
        List<String> one = at("--hub", open.host() + "/all/istio", "--alias", "latest");
        KeyPairFiles other = KeyPairFiles.in(directory, "other");
        assertThat(publish(1, with(one, "--verify", "--key", other.shown().toString()))
                        .err())
                .contains(" signature should be by Ed25519 key")
                .contains("error: registry " + open.host() + "/all/istio: ");
        try (RegistryStore store = places.registries.store()) {
            store.untag(open.repository("all/istio/pilot").tag("latest"));
        }
        assertThat(publish(1, with(one, "--verify")).err())
                .contains("pilot:latest should be sha256:")
                .contains("and is not there");
        assertThat(publish(0, one).out()).contains("pilot:latest");
    }

    @Test
    void aTagWithOtherContentStopsThatHubAloneWithBothDigests() throws Exception {
        publish(0, at("--hub", open.host() + "/taken", "--no-sbom"));
        Catalog catalog = CatalogYaml.read(out.resolve("images.yaml"));
        String debug = digest(catalog, "pilot", "debug");
        String distroless = digest(catalog, "pilot", "distroless");
        String pilot = open.host() + "/taken/pilot:1.14.5";
        assertThat(CliRun.of("copy", pilot + "-distroless", pilot).status()).isZero();

        String[] both = {"--hub", open.host() + "/taken," + open.host() + "/free", "--no-sbom"};
        CliRun refused = publish(1, at(both));
        assertThat(refused.err())
                .contains("error: registry " + open.host() + "/taken: pilot:1.14.5 should be " + debug + " and is "
                        + distroless);
        assertThat(refused.out())
                .containsPattern("taken +refused")
                .containsPattern("free +done")
                .containsPattern("conflict +pilot:1.14.5 +" + debug + " +was " + distroless);
        assertThat(publish(0, with(at(both), "--replace")).out()).containsPattern("taken +done");
    }

    @Test
    void whatCannotBeAskedForIsTold() throws IOException {
        for (List<String> wrong : List.of(
                List.of("publish"),
                List.of("publish", "--release", out.toString()),
                List.of("publish", "--release", directory.toString(), "--hub", "h.example/x"),
                List.of("publish", "--release", out.toString(), "--archives", out.toString()),
                List.of("publish", "--release", out.toString(), "--hub", "h.example/x", "--dry-run", "--verify"),
                List.of(
                        "publish",
                        "--release",
                        out.toString(),
                        "--hub",
                        "h.example/x",
                        "--key",
                        key.shown().toString()),
                List.of("publish", "--release", out.toString(), "--git-tags", "--tagger", "nobody"),
                List.of("publish", "--release", out.toString(), "--draft"),
                List.of("publish", "--release", out.toString(), "--grafanatoken", directory + "/none"),
                List.of("publish", "--release", out.toString(), "--hub", "h.example/x", "--tag", "v1.0"))) {
            CliRun run = CliRun.of(wrong.toArray(String[]::new));
            assertThat(run.status()).as(wrong + ": " + run.err()).isEqualTo(2);
            assertThat(run.err()).startsWith("error: ");
        }
    }

    private static String digest(Catalog catalog, String name, String variant) {
        return catalog.images().stream()
                .filter(image -> image.name().equals(name) && image.variant().equals(variant))
                .map(image -> image.digest().toString())
                .findFirst()
                .orElseThrow();
    }

    /** Of this release, to somewhere. */
    private static List<String> at(String... more) {
        List<String> words = new ArrayList<>(List.of("publish", "--release", out.toString(), "-q"));
        words.addAll(places.registries.access());
        words.addAll(List.of("--receipts", directory.resolve("other-receipts").toString()));
        words.addAll(List.of(more));
        return words;
    }

    private static List<String> signed(List<String> options) {
        List<String> words = new ArrayList<>(List.of("publish", "--release", out.toString(), "-q"));
        words.addAll(List.of("--receipts", receipts().toString()));
        words.addAll(List.of(
                "--sign",
                key.secret().toString(),
                "--provenance",
                out.resolve("lock.yaml").toString()));
        words.addAll(options);
        return words;
    }

    private static List<String> with(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }

    private static CliRun publish(int status, List<String> words) {
        CliRun run = CliRun.of(words.toArray(String[]::new));
        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(status);
        assertThat(run.out() + run.err()).doesNotContain(places.secrets());
        return run;
    }

    /** What is to be done, by target. */
    private static Map<String, String> changes(JsonNode data) {
        Map<String, String> changes = new TreeMap<>();
        data.path("targets").forEach(target -> target.path("items").forEach(item -> {
            if (!item.path("action").asText().equals("none")) {
                changes.put(
                        target.path("target") + " " + item.path("name").asText(),
                        item.path("action").asText() + " " + item.path("asked").asText());
            }
        }));
        return changes;
    }
}
