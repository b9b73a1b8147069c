package io.jenkins.plugins.istioimages.publish.cosign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigstoreTest {
    private static final Sigstore.Checks ALL = new Sigstore.Checks(false, false, false);

    @TempDir
    private Path directory;

    @Test
    void each_version_is_told_in_its_own_way_which_services_it_uses() {
        Sigstore own = new Sigstore(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(URI.create("https://fulcio.example")),
                Optional.of(URI.create("https://rekor.example")),
                new Sigstore.Checks(true, false, true));
        assertThat(own.signing(3))
                .containsSubsequence("--yes", "--use-signing-config=false", "--fulcio-url", "https://fulcio.example");
        assertThat(own.signing(2)).doesNotContain("--use-signing-config=false").contains("--rekor-url");
        assertThat(own.verifying(2)).contains("--rekor-url", "--use-signed-timestamps", "--insecure-ignore-sct");
        assertThat(own.verifying(3)).containsExactly("--use-signed-timestamps", "--insecure-ignore-sct");
        assertThat(Sigstore.PUBLIC.verifying(3)).isEmpty();
        assertThat(Sigstore.PUBLIC.signing(3)).containsExactly("--yes", "--fulcio-auth-flow=token");
    }

    @Test
    void files_of_version_3_are_refused_with_version_2_and_halves_of_pairs_always() {
        Path config = directory.resolve("signing.json");
        Sigstore files = new Sigstore(
                Optional.empty(), Optional.of(config), Optional.of(config), Optional.empty(), Optional.empty(), ALL);
        assertThat(files.signing(3)).contains("--signing-config", "--trusted-root", config.toString());
        assertThatThrownBy(() -> files.signing(2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("SIGSTORE_ROOT_FILE");
        assertThatThrownBy(files::checked)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot read " + config);
        assertThatThrownBy(() -> new Sigstore(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(URI.create("https://fulcio.example")),
                        Optional.empty(),
                        ALL))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--fulcio-url and --rekor-url go together");
    }

    @Test
    void a_token_is_read_without_the_line_break_and_what_is_none_is_told() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "eyJh.eyJi.c2ln\n");
        Sigstore with = new Sigstore(
                Optional.of(file), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), ALL);
        assertThat(with.checked().token()).contains("eyJh.eyJi.c2ln");
        assertThat(with.variables(true)).doesNotContain("SIGSTORE_ID_TOKEN");
        assertThat(Sigstore.PUBLIC.variables(true)).contains("SIGSTORE_ID_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_");
        assertThat(Sigstore.PUBLIC.variables(false)).doesNotContain("SIGSTORE_ID_TOKEN");
        Files.writeString(file, "my password");
        assertThatThrownBy(with::checked)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds no identity token")
                .hasMessageNotContaining("my password");
    }

    @Test
    void an_identity_is_one_of_each_pair() {
        Optional<String> no = Optional.empty();
        assertThat(CertificateIdentity.of(no, no, no, no)).isEmpty();
        CertificateIdentity some = CertificateIdentity.of(
                        no, Optional.of("^https://ci/.*$"), Optional.of("https://issuer"), no)
                .orElseThrow();
        assertThat(some).hasToString("/^https://ci/.*$/ of https://issuer");
        assertThat(some.arguments())
                .containsExactly(
                        "--certificate-identity-regexp",
                        "^https://ci/.*$",
                        "--certificate-oidc-issuer",
                        "https://issuer");
        assertThatThrownBy(() -> CertificateIdentity.of(Optional.of("a"), no, no, no))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("one of each");
        assertThatThrownBy(() -> CertificateIdentity.of(Optional.of("a"), Optional.of("b"), Optional.of("c"), no))
                .isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10, cosign verify failed with exit code 10: Error: no signatures found, true",
        "12, cosign verify failed with exit code 12: Error: whatever, true",
        "1, cosign verify failed with exit code 1: Error: no matching attestations: expected SAN value, true",
        "1, 'cosign failed: Error: none of the attestations matched the predicate type: x, found: y', true",
        "1, cosign verify failed with exit code 1: Error: connection refused, false",
        "11, cosign verify failed with exit code 11: Error: image tag not found, false"
    })
    void what_is_not_signed_is_told_from_what_cannot_be_known(int status, String words, boolean refused) {
        assertThat(Refusal.isOne(new CosignProgram.Answer(status, List.of(), words)))
                .isEqualTo(refused);
    }

    @Test
    void a_login_is_in_a_file_for_this_user_alone_and_never_in_what_is_told() throws IOException {
        RegistryPass pass = new RegistryPass(
                false,
                Optional.of(new RegistryPass.Login(Optional.of("bob"), "hunter2")),
                Optional.of("-----BEGIN CERTIFICATE-----"),
                Optional.of(new RegistryPass.ClientCertificate(Path.of("/c"), Path.of("/k"))));
        Path configuration;
        try (PassFiles files = new PassFiles(Repository.parse("docker.io/istio/pilot"), pass)) {
            CosignEnvironment environment =
                    files.in(new CosignProgram("cosign", Map.of("PATH", "/bin")).environment(List.of()));
            configuration = Path.of(environment.variables().get("DOCKER_CONFIG"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(configuration)))
                    .isEqualTo("rwx------");
            assertThat(Json.readObject(Files.readAllBytes(configuration.resolve("config.json")), "it")
                            .path("auths")
                            .path("https://index.docker.io/v1/")
                            .path("auth")
                            .asText())
                    .isEqualTo("Ym9iOmh1bnRlcjI=");
            assertThat(files.arguments())
                    .containsSubsequence("--registry-cacert", "--registry-client-cert", "/c", "--registry-client-key")
                    .doesNotContain("--allow-http-registry");
            assertThat(environment.withoutSecrets("bob has hunter2, which is Ym9iOmh1bnRlcjI="))
                    .isEqualTo("bob has ***, which is ***");
            assertThat(pass.login().orElseThrow()).hasToString("bob");
        }
        assertThat(configuration).doesNotExist();
    }
}
