package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.layout.TestArchive;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.cosign.CosignStandIn;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.Tool;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code publish --sign} to Debian's docker-registry, and {@code verify}. */
class SigningIT {
    private static final String LOCK = """
            version: 1.14.5
            dependencies:
              istio:
                git: https://github.com/istio/istio
                sha: 0123456789012345678901234567890123456789
            resolved:
              istio:
                how: given
                committed: 2022-10-12T08:11:00Z
            """;

    private static DockerRegistry registry;
    private static int number;

    @TempDir
    private Path directory;

    private Repository hub;
    private Path archives;
    private Path secret;
    private Path shown;

    @BeforeAll
    static void start() {
        registry = DockerRegistry.start();
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @BeforeEach
    void prepare() throws IOException {
        hub = registry.repository("hub" + number++);
        archives = Files.createDirectory(directory.resolve("archives"));
        byte[] layer = TestImages.tar("file", new TestImages(number).bytes(5000));
        for (String architecture : List.of("amd64", "arm64")) {
            new TestArchive()
                    .file("layer.tar", layer)
                    .file("config.json", TestArchive.config(architecture, layer))
                    .file(
                            "manifest.json",
                            "[" + TestArchive.image("config.json", "[\"istio/pilot:1.14.5\"]", "layer.tar") + "]")
                    .write(archives.resolve("pilot-" + architecture + ".tar"));
        }
        secret = directory.resolve("key.pem");
        shown = directory.resolve("key.pub");
        pair(secret, shown);
    }

    @Test
    void what_is_published_with_a_key_and_claims_is_verified_by_its_public_half() throws IOException {
        Path lock = Files.writeString(directory.resolve("lock.yaml"), LOCK);
        Path sbom = Files.writeString(directory.resolve("sbom.json"), "{\"bomFormat\": \"CycloneDX\"}");
        String[] claims = {"--sign", secret.toString(), "--attest", "cyclonedx=" + sbom, "--provenance", lock.toString()
        };
        assertThat(done(publish(claims)))
                .contains("3 manifests signed, 0 were signed already")
                .contains("6 attestations attached, 0 were there");
        assertThat(done(publish(claims)))
                .contains("0 layers compressed, 0 bytes sent")
                .contains("0 manifests signed, 3 were signed already")
                .contains("0 attestations attached, 6 were there");

        String image = hub.resolve("pilot").tag("1.14.5").toString();
        assertThat(done(CliRun.of(
                        "verify", image, "--key", shown.toString(), "--attestation", "cyclonedx,slsaprovenance1")))
                .contains(image + ": verified")
                .containsPattern("index +sha256:[0-9a-f]{64} +yes +1 +https://cyclonedx.org/bom "
                        + "https://slsa.dev/provenance/v1\n")
                .containsPattern("linux/arm64 +sha256:[0-9a-f]{64} +yes");
        String json = done(CliRun.of("verify", image, "--key", shown.toString(), "--json"));
        assertThat(Json.readObject(json.getBytes(StandardCharsets.UTF_8), "output")
                        .path("verified")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_key_that_cosign_reaches_signs_as_one_in_a_file_does() throws IOException {
        CosignStandIn cosign = CosignStandIn.in(Files.createDirectory(directory.resolve("kms")), CosignStandIn.V3)
                .withKey("awskms:///alias/release");
        String[] sign = {
            "--sign", "awskms:///alias/release", "--cosign", cosign.program().toString()
        };
        cosign.behaving("sign-blob refuse");
        CliRun refused = publish(sign);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("AccessDeniedException: no kms:Sign for awskms:///alias/release");
        try (RegistryStore store = new RegistryStore(RegistryOptions.defaults())) {
            assertThat(store.tags(hub.resolve("pilot"))).isEmpty();
        }
        cosign.behaving("well");
        assertThat(done(publish(sign))).contains("3 manifests signed, 0 were signed already");
        assertThat(done(publish(sign))).contains("0 manifests signed, 3 were signed already");

        Path key = directory.resolve("kms.pub");
        Tool.run(
                List.of(cosign.program().toString(), "public-key", "--key", sign[1], "--outfile", "" + key), "openssl");
        String image = hub.resolve("pilot").tag("1.14.5").toString();
        assertThat(done(CliRun.of("verify", image, "--key", key.toString()))).contains(image + ": verified");
    }

    @Test
    void another_key_or_a_missing_attestation_is_refused_with_status_1() {
        done(publish("--sign", secret.toString()));
        Path other = directory.resolve("other.pub");
        pair(directory.resolve("other.pem"), other);
        String image = hub.resolve("pilot").tag("1.14.5").toString();
        CliRun wrong = CliRun.of("verify", image, "--key", other.toString());
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.out()).contains(image + ": NOT VERIFIED").contains("NO");
        assertThat(wrong.err().lines()).hasSize(3).allSatisfy(line -> assertThat(line)
                .startsWith("error: " + image)
                .contains("is not signed by the Ed25519 key sha256:"));
        CliRun missing = CliRun.of("verify", image, "--key", shown.toString(), "--attestation", "spdxjson");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).contains("has no attestation https://spdx.dev/Document");
        assertThat(CliRun.of("verify", image, "--key", secret.toString()).status())
                .as("a private key is no public one")
                .isEqualTo(2);
    }

    @Test
    void a_key_that_cannot_be_used_is_told_before_anything_is_sent() throws IOException {
        Path file = Files.writeString(directory.resolve("no.key"), "nothing");
        Path sbom = Files.writeString(directory.resolve("sbom.xml"), "<bom/>");
        for (CliRun run : List.of(
                publish("--sign", file.toString()),
                publish("--sign", secret.toString(), "--attest", "cyclonedx=" + sbom),
                publish("--sign", secret.toString(), "--attest", "cyclonedx"),
                publish("--provenance", sbom.toString()),
                publish("--sign-password-file", sbom.toString()),
                publish("--sign", "awskm:///alias/release"),
                publish("--sign", "hashivault://k", "--sign-password-file", sbom.toString()))) {
            assertThat(run.status()).as(run.err()).isEqualTo(2);
        }
        try (RegistryStore store = new RegistryStore(RegistryOptions.defaults())) {
            assertThat(store.tags(hub.resolve("pilot"))).isEmpty();
        }
        assertThat(registry.log()).doesNotContain("POST /v2/" + hub.path());
    }

    private CliRun publish(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "publish",
                "--archives",
                archives.toString(),
                "--hub",
                hub.toString(),
                "--cache",
                directory.resolve("cache").toString()));
        words.addAll(List.of(more));
        return CliRun.of(words.toArray(String[]::new));
    }

    private static String done(CliRun run) {
        assertThat(run.status()).as(run.err()).isZero();
        return run.out();
    }

    private static void pair(Path secret, Path shown) {
        Tool.run(List.of("openssl", "genpkey", "-algorithm", "ED25519", "-out", secret.toString()), "openssl");
        Tool.run(List.of("openssl", "pkey", "-in", secret.toString(), "-pubout", "-out", shown.toString()), "openssl");
    }
}
