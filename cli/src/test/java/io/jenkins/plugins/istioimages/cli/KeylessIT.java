package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.publish.cosign.CosignStandIn;
import io.jenkins.plugins.istioimages.publish.cosign.SigstoreStandIn;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code publish --sign keyless} and {@code verify --certificate-identity}, in a registry with TLS and tokens. */
class KeylessIT {
    private static final String SUBJECT = "https://ci.example/release";

    @TempDir
    private Path directory;

    private TwoRegistries registries;
    private SigstoreStandIn cosign;
    private Path archives;
    private String hub;

    @BeforeEach
    void start() throws IOException {
        registries = new TwoRegistries(directory);
        cosign = SigstoreStandIn.start(Files.createDirectory(directory.resolve("sigstore")), CosignStandIn.V3);
        archives = new SmallRelease(7, 500).write(directory.resolve("archives"), "pilot");
        hub = registries.secured.host() + "/istio";
    }

    @AfterEach
    void stop() {
        cosign.close();
        registries.close();
    }

    @Test
    void archives_are_signed_with_bills_and_a_second_run_signs_nothing() {
        CliRun first = publish("--sbom");
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("keyless signature: 3 attached, 0 were there")
                .contains("sbom attestation: 3 attached, 0 were there")
                .contains("sbom: 3 attached, 0 were there");
        assertThat(cosign.calls()).flatExtracting(call -> call).contains("--registry-cacert");
        cosign.clearCalls();
        CliRun second = publish("--sbom", "--json");
        assertThat(second.status()).as(second.err()).isZero();
        assertThat(Json.readObject(second.out().getBytes(StandardCharsets.UTF_8), "output")
                        .path("attached"))
                .hasSize(9)
                .noneMatch(one -> one.path("written").asBoolean());
        assertThat(cosign.count("sign") + cosign.count("attest")).isZero();

        String image = hub + "/pilot:1.14.5";
        CliRun right = verify(image, SUBJECT, "--attestation", "spdxjson");
        assertThat(right.status()).as(right.err()).isZero();
        assertThat(right.out()).contains(image + ": verified").contains("https://spdx.dev/Document");
        CliRun wrong = verify(image, "https://ci.example/other");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err().lines())
                .hasSize(3)
                .allMatch(line -> line.contains(
                        "is not signed by https://ci.example/other of https://issuer.example: cosign: no matching"));
    }

    @Test
    void what_cannot_be_is_told_before_anything_is_sent() {
        for (String[] words : List.of(
                new String[] {"--sign", "keyless"},
                new String[] {"--sign", "keyless", "--certificate-identity", SUBJECT},
                new String[] {"--certificate-identity", SUBJECT, "--certificate-oidc-issuer", "https://issuer"},
                with("--identity-token-file", archives.resolve("pilot.tar").toString()),
                with("--trusted-root", directory.resolve("none.json").toString()),
                with("--rekor-url", "https://rekor.example"))) {
            CliRun run = archives(words);
            assertThat(run.status()).as(run.err()).isEqualTo(2);
        }
        CliRun elsewhere = verify("oci:" + directory.resolve("layout"), SUBJECT);
        assertThat(elsewhere.status()).isEqualTo(2);
        assertThat(elsewhere.err()).contains("is in no registry: cosign looks for signatures without a key");
        assertThat(CliRun.of("verify", hub + "/pilot:1.14.5").status()).isEqualTo(2);
        assertThat(cosign.calls()).isEmpty();
        try (RegistryStore store = registries.store()) {
            assertThat(store.tags(registries.secured.repository("istio/pilot"))).isEmpty();
        }
    }

    private String[] with(String... more) {
        List<String> words = new ArrayList<>(List.of("--sign", "keyless"));
        words.addAll(identity(SUBJECT));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private CliRun publish(String... more) {
        List<String> words = new ArrayList<>(
                List.of("--identity-token-file", cosign.token("token", SUBJECT).toString()));
        words.addAll(List.of(more));
        return archives(with(words.toArray(String[]::new)));
    }

    private CliRun archives(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "publish",
                "--archives",
                archives.toString(),
                "--hub",
                hub,
                "--cache",
                directory.resolve("cache").toString()));
        words.addAll(registries.access());
        words.addAll(List.of(more));
        return CliRun.of(words.toArray(String[]::new));
    }

    private CliRun verify(String image, String subject, String... more) {
        List<String> words = new ArrayList<>(List.of("verify", image));
        words.addAll(registries.access());
        words.addAll(identity(subject));
        words.addAll(List.of(more));
        return CliRun.of(words.toArray(String[]::new));
    }

    private List<String> identity(String subject) {
        return List.of(
                "--cosign",
                cosign.program().toString(),
                "--certificate-identity",
                subject,
                "--certificate-oidc-issuer",
                SigstoreStandIn.ISSUER);
    }
}
