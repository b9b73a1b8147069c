package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.catalog.CatalogVerifier;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.bucket.BucketServer;
import io.jenkins.plugins.istioimages.publish.github.GitHubInMemory;
import io.jenkins.plugins.istioimages.registry.CredentialSource;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.JwtSigner;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.TestCertificates;
import io.jenkins.plugins.istioimages.registry.TlsMaterial;
import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.registry.testing.TokenServer;
import io.jenkins.plugins.istioimages.source.GitHttpServer;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.LockYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * mini-istio's release, published to registries (one with TLS and tokens), a bucket, GitHub, and git servers that ask for
 * a password.
 */
class PublishReleaseIT {
    private static final String USER = "bob";
    private static final String PASSWORD = "hunter2-hunter2";

    @TempDir
    static Path directory;

    private static Path out;
    private static TestCertificates certificates;
    private static TokenServer tokens;
    private static PublishedTo open;
    private static PublishedTo secured;
    private static GitHttpServer git;
    private static BucketServer bucket;
    private static GitHubInMemory github;
    private static DemoProcess process;
    private static Path key;
    private static Path shown;

    @BeforeAll
    static void buildAndStart() throws Exception {
        process = DemoProcess.in(directory);
        MiniRepositories.create(directory);
        process.run(
                "build",
                "--allow-unsupported",
                "-m",
                "examples/release.yaml",
                "-o",
                "release",
                "--cache",
                "cache",
                "-q");
        out = directory.resolve("release/out");
        certificates = TestCertificates.in(directory);
        tokens = new TokenServer(
                USER,
                PASSWORD,
                new JwtSigner(
                        certificates.authority(), certificates.authorityKey(), "test-issuer", TokenServer.SERVICE));
        open = new PublishedTo(DockerRegistry.start());
        secured = new PublishedTo(DockerRegistry.configure()
                .tls(certificates.server(), certificates.serverKey())
                .token(tokens.realm(), TokenServer.SERVICE, "test-issuer", certificates.authority())
                .start());
        git = GitHttpServer.start(directory.resolve("target/demo/git"), USER, PASSWORD);
        bucket = new BucketServer();
        github = new GitHubInMemory();
        github.repository(
                "resf/istio", LockYaml.read(out.resolve("lock.yaml")).istio().sha());
        Files.writeString(directory.resolve("token"), GitHubInMemory.TOKEN + "\n");
        Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        Files.writeString(directory.resolve("logins"), git.url("", USER, PASSWORD) + "\n");
        key = directory.resolve("key.pem");
        shown = directory.resolve("key.pub");
        pair(key, shown);
    }

    @AfterAll
    static void stop() throws Exception {
        github.close();
        bucket.close();
        git.close();
        secured.close();
        open.close();
        tokens.close();
    }

    @Test
    void aReleaseGoesToAllTargetsAtOnceAsTheDryRunSaysAndASecondRunWritesNothing() throws Exception {
        List<String> all = everything("all");
        JsonNode dry = run(with(all, "--dry-run", "--json"));
        assertThat(writes("/all/")).isEmpty();
        assertThat(receipts()).doesNotExist();

        JsonNode real = run(with(all, "--json"));
        assertThat(changes(real)).isEqualTo(changes(dry)).isNotEmpty();
        assertThat(real.path("targets"))
                .hasSize(6 + sources().size())
                .allSatisfy(target -> assertThat(target.path("status").asText()).isEqualTo("done"));
        readBack("all");
        readBackOthers("all");

        List<String> before = writes("/all/");
        JsonNode second = run(with(all, "--json"));
        assertThat(second.path("targets"))
                .allSatisfy(target -> assertThat(target.path("status").asText()).isEqualTo("unchanged"));
        assertThat(writes("/all/")).isEqualTo(before);
        verify("all");
    }

    private static Path receipts() {
        return directory.resolve("receipts-all");
    }

    private static List<String> writes(String inPath) {
        List<String> writes = new ArrayList<>(open.writes(inPath));
        writes.addAll(secured.writes(inPath));
        writes.addAll(pushes());
        writes.addAll(bucket.writes());
        writes.addAll(github.writes());
        return writes;
    }

    /** In a process of its own, whose environment has the bucket's keys. */
    private static JsonNode run(List<String> words) throws Exception {
        String said = process.runIn(List.of(), bucket.environment(), words.toArray(String[]::new));
        assertThat(said).doesNotContain(PASSWORD, GitHubInMemory.TOKEN);
        return Json.readObject(said.getBytes(StandardCharsets.UTF_8), "output");
    }

    private static void readBackOthers(String hub) throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(bucket.content(hub + "/1.14.5/" + out.relativize(file)))
                        .as(file.toString())
                        .isEqualTo(Files.readAllBytes(file));
            }
        }
        assertThat(bucket.content(hub + "/stable")).asString().isEqualTo("1.14.5");
        assertThat(bucket.content(hub + "/charts/index.yaml"))
                .asString()
                .contains("https://charts.example/istiod-1.14.5.tgz", "name: ztunnel");
        assertThat(github.hasRelease("resf/istio", "1.14.5")).isTrue();
    }

    private static void readBack(String hub) throws IOException {
        Path receipts = receipts();
        try (RegistryStore store = store()) {
            for (PublishedTo place : List.of(open, secured)) {
                String name = "registry-" + (place.host() + "/" + hub + "/istio").replaceAll("[:/]", "~");
                assertThat(receipts.resolve(name + ".json")).content().contains("\"complete\" : true");
                Catalog catalog = CatalogYaml.read(receipts.resolve(name + ".images.yaml"));
                new CatalogVerifier(store).verify(catalog, CatalogVerifier.Depth.CONTENT);
                assertThat(catalog.images()).hasSize(10).allSatisfy(image -> {
                    assertThat(image.tags()).contains("latest-" + image.variant(), "1.14.5-" + image.variant());
                    assertThat(image.attachments())
                            .hasSize(2 * (image.platforms().size() + 1));
                });
            }
            assertThat(store.tags(open.repository(hub + "/charts/istiod"))).containsExactly("1.14.5");
            assertThat(store.tags(open.repository(hub + "/charts/samples/ambient")))
                    .containsExactly("1.14.5");
        }
        for (String source : sources()) {
            assertThat(Tool.run(
                            List.of("git", "ls-remote", "--tags", git.url(source + ".git", USER, PASSWORD)), "", "git"))
                    .contains(LockYaml.read(out.resolve("lock.yaml"))
                                    .sources()
                                    .get(source)
                                    .sha() + "\trefs/tags/1.14.5^{}");
        }
    }

    /** At any time later, also with the public key; another key or a tag that is gone is found. */
    private static void verify(String hub) throws Exception {
        List<String> all = with(everywhere(hub), "--verify");
        all.removeAll(List.of(
                "--sign",
                key.toString(),
                "--provenance",
                out.resolve("lock.yaml").toString()));
        assertThat(publish(0, with(all, "--key", shown.toString(), "--attestation", "slsaprovenance1"))
                        .out())
                .contains("unchanged");
        Path other = directory.resolve("other.pub");
        pair(directory.resolve("other.pem"), other);
        assertThat(publish(1, with(all, "--key", other.toString())).err())
                .contains(" signature should be by Ed25519 key")
                .contains("error: registry " + open.host() + "/" + hub + "/istio: ");
        try (RegistryStore store = store()) {
            store.untag(open.repository(hub + "/istio/pilot").tag("latest"));
        }
        CliRun missing = publish(1, all);
        assertThat(missing.err()).contains("pilot:latest should be sha256:").contains("and is not there");
        assertThat(publish(0, everywhere(hub)).out()).contains("pilot:latest");
    }

    @Test
    void promotionMovesNoBlobThatTheTargetHasAndKeepsDigestsSignaturesAndProvenance() throws Exception {
        publish(
                0,
                release(
                        out,
                        "--hub",
                        open.host() + "/staging",
                        "--sign",
                        key.toString(),
                        "--provenance",
                        out.resolve("lock.yaml").toString(),
                        "--receipts",
                        directory.resolve("staged").toString()));
        Path staged = Files.createDirectories(directory.resolve("promoted/out"));
        Path catalogFile =
                directory.resolve("staged/registry-" + open.host().replace(':', '~') + "~staging.images.yaml");
        Files.copy(catalogFile, staged.resolve("images.yaml"));
        Catalog catalog = CatalogYaml.read(catalogFile);
        // What an earlier release has left there.
        publish(0, release(out, "--hub", secured.host() + "/promoted", "--tag", "earlier"));
        int before = secured.uploads("/promoted/").size();

        publish(0, release(staged, "--hub", secured.host() + "/promoted"));
        try (RegistryStore store = store()) {
            int documents = 0;
            for (CatalogImage image : catalog.images()) {
                Repository there = secured.repository("promoted/" + image.name());
                assertThat(store.resolve(there.tag("1.14.5-" + image.variant())).map(Descriptor::digest))
                        .contains(image.digest());
                documents += 1 + image.platforms().size();
                for (CatalogPlatform platform : image.platforms()) {
                    assertThat(store.referrers(there, platform.digest()))
                            .isEqualTo(store.referrers(image.repository(), platform.digest()))
                            .hasSize(2);
                }
            }
            // Of each manifest a signature, an attestation and what describes them, and no layer of an image.
            assertThat(secured.uploads("/promoted/").size() - before).isLessThanOrEqualTo(6 * documents);
            for (String layer : layers(store, catalog)) {
                assertThat(secured.uploads("/promoted/").stream().skip(before)).noneMatch(line -> line.contains(layer));
            }
        }
        List<String> images = new ArrayList<>(List.of("verify"));
        catalog.images()
                .forEach(image ->
                        images.add(secured.host() + "/promoted/" + image.name() + ":1.14.5-" + image.variant()));
        images.addAll(List.of("--key", shown.toString(), "--attestation", "slsaprovenance1"));
        images.addAll(access());
        CliRun verified = CliRun.of(images.toArray(String[]::new));
        assertThat(verified.status()).as(verified.err()).isZero();
    }

    @Test
    void aTagWithOtherContentStopsThatHubAloneWithBothDigests() throws Exception {
        publish(0, release(out, "--hub", open.host() + "/taken"));
        Catalog catalog = CatalogYaml.read(out.resolve("images.yaml"));
        String debug = digest(catalog, "pilot", "debug");
        String distroless = digest(catalog, "pilot", "distroless");
        String pilot = open.host() + "/taken/pilot:1.14.5";
        assertThat(CliRun.of("copy", pilot + "-distroless", pilot).status()).isZero();

        String[] both = {"--hub", open.host() + "/taken," + open.host() + "/free"};
        CliRun refused = publish(1, release(out, both));
        assertThat(refused.err())
                .contains("error: registry " + open.host() + "/taken: pilot:1.14.5 should be " + debug + " and is "
                        + distroless);
        assertThat(refused.out())
                .containsPattern("taken +refused")
                .containsPattern("free +done")
                .containsPattern("conflict +pilot:1.14.5 +" + debug + " +was " + distroless);
        assertThat(publish(0, with(release(out, both), "--replace")).out()).containsPattern("taken +done");
    }

    @Test
    void whatCannotBeAskedForIsTold() throws IOException {
        for (List<String> wrong : List.of(
                List.of("publish"),
                List.of("publish", "--release", out.toString()),
                List.of("publish", "--release", directory.toString(), "--hub", "h.example/x"),
                List.of("publish", "--release", out.toString(), "--archives", out.toString()),
                List.of("publish", "--release", out.toString(), "--hub", "h.example/x", "--dry-run", "--verify"),
                List.of("publish", "--release", out.toString(), "--hub", "h.example/x", "--key", shown.toString()),
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

    private static Set<String> layers(RegistryStore store, Catalog catalog) {
        Set<String> layers = new TreeSet<>();
        catalog.images().forEach(image -> image.platforms()
                .forEach(platform -> store.manifest(image.repository(), platform.digest())
                        .parse()
                        .references()
                        .forEach(blob -> layers.add(blob.digest().hex()))));
        return layers;
    }

    private static List<String> everywhere(String hub) throws IOException {
        List<String> words = release(
                out,
                "--hub",
                open.host() + "/" + hub + "/istio," + secured.host() + "/" + hub + "/istio",
                "--alias",
                "latest",
                "--receipts",
                directory.resolve("receipts-" + hub).toString(),
                "--chart-hub",
                open.host() + "/" + hub + "/charts",
                "--sign",
                key.toString(),
                "--provenance",
                out.resolve("lock.yaml").toString(),
                "--git-tags",
                "--tagger",
                "A Releaser <releases@example.com>",
                "--git-credentials",
                directory.resolve("logins").toString());
        sources().forEach(source -> words.addAll(List.of("--git-push", source + "=" + git.url(source + ".git"))));
        return words;
    }

    private static List<String> everything(String hub) throws IOException {
        return with(
                everywhere(hub),
                "--bucket",
                bucket.address(hub),
                "--bucket-alias",
                "stable",
                "--helm-bucket",
                bucket.address(hub + "/charts"),
                "--helm-url",
                "https://charts.example",
                "--github",
                "resf",
                "--github-api",
                github.address(),
                "--githubtoken",
                directory.resolve("token").toString());
    }

    private static List<String> sources() {
        Lock lock = LockYaml.read(out.resolve("lock.yaml"));
        return List.copyOf(lock.sources().keySet());
    }

    private static List<String> release(Path release, String... more) {
        List<String> words = new ArrayList<>(List.of("publish", "--release", release.toString(), "-q"));
        words.addAll(access());
        words.addAll(List.of(more));
        return words;
    }

    private static List<String> access() {
        return List.of(
                "--ca-file",
                certificates.authority().toString(),
                "--registry-login",
                secured.host() + "=" + USER + ":" + directory.resolve("password"));
    }

    private static List<String> with(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }

    private static CliRun publish(int status, List<String> words) {
        CliRun run = CliRun.of(words.toArray(String[]::new));
        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(status);
        assertThat(run.out() + run.err()).doesNotContain(PASSWORD);
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

    private static List<String> pushes() {
        return git.requests().stream()
                .filter(line -> line.contains("git-receive-pack") && line.startsWith("POST"))
                .toList();
    }

    private static RegistryStore store() {
        return new RegistryStore(RegistryOptions.defaults()
                .withCredentials(CredentialSource.of(secured.host(), USER, PASSWORD))
                .withTls(secured.host(), TlsMaterial.trusting(certificates.authority())));
    }

    private static void pair(Path secret, Path open) {
        Tool.run(List.of("openssl", "genpkey", "-algorithm", "ED25519", "-out", secret.toString()), "openssl");
        Tool.run(List.of("openssl", "pkey", "-in", secret.toString(), "-pubout", "-out", open.toString()), "openssl");
    }
}
