package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.DockerRegistryIT.TestImage;
import io.jenkins.plugins.istioimages.registry.testing.TokenServer;
import io.jenkins.plugins.istioimages.store.AccessDeniedException;
import io.jenkins.plugins.istioimages.store.BlobOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's docker-registry with TLS, client certificates and tokens; skopeo reads what was pushed. */
class SecuredRegistryIT {
    @TempDir
    private static Path directory;

    private static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() {
        certificates = TestCertificates.in(directory);
    }

    @Test
    void a_private_authority_is_trusted_when_it_is_named_and_only_then() {
        try (DockerRegistry registry = DockerRegistry.configure()
                        .tls(certificates.server(), certificates.serverKey())
                        .start();
                RegistryStore trusting = new RegistryStore(RegistryOptions.defaults()
                        .withTls(registry.host(), TlsMaterial.trusting(certificates.authority())));
                RegistryStore plain = new RegistryStore(RegistryOptions.defaults())) {
            Repository repository = registry.repository("secure/image");
            ManifestContent index = TestImage.of("linux/amd64", "tls").push(trusting, repository);
            trusting.tag(repository.tag("1"), index);
            assertThat(trusting.manifest(repository.tag("1")).bytes()).isEqualTo(index.bytes());
            assertThat(trusting.pushBlob(repository, RegistryStoreTest.blob(5_000_000)))
                    .isEqualTo(BlobOutcome.UPLOADED);
            assertThatThrownBy(() -> plain.resolve(repository.tag("1")))
                    .isInstanceOf(UntrustedRegistryException.class)
                    .hasMessageContaining("no trusted TLS connection to " + registry.host())
                    .hasMessageContaining("'CN=test authority', which is not trusted here");
            assertThat(registry.log()).contains("HTTP/2.0");
            String shown = Tool.run(
                    List.of(
                            "skopeo",
                            "inspect",
                            "--raw",
                            "--cert-dir",
                            authorityDirectory(),
                            "docker://" + repository + ":1"),
                    "skopeo");
            assertThat(shown.getBytes(StandardCharsets.UTF_8)).isEqualTo(index.bytes());
        }
    }

    @Test
    void a_client_certificate_is_shown_to_the_registry_it_is_for() {
        try (DockerRegistry registry = DockerRegistry.configure()
                        .tls(certificates.server(), certificates.serverKey())
                        .clientAuthority(certificates.authority())
                        .start();
                RegistryStore known = new RegistryStore(RegistryOptions.defaults()
                        .withTls(
                                registry.host(),
                                TlsMaterial.trusting(certificates.authority())
                                        .withIdentity(certificates.client(), certificates.clientKey())));
                RegistryStore unknown = new RegistryStore(RegistryOptions.defaults()
                        .withRetry(RegistryStoreTest.QUICK)
                        .withTls(registry.host(), TlsMaterial.trusting(certificates.authority())))) {
            assertThat(known.tags(registry.repository("secure/image"))).isEmpty();
            assertThatThrownBy(() -> unknown.tags(registry.repository("secure/image")))
                    .isInstanceOf(UntrustedRegistryException.class)
                    .hasMessageContaining(registry.host() + ": it wants a client certificate");
        }
    }

    @Test
    void tokens_open_the_registry_as_far_as_they_allow() throws Exception {
        JwtSigner signer = new JwtSigner(
                certificates.authority(), certificates.authorityKey(), "test-issuer", TokenServer.SERVICE);
        try (TokenServer tokens = new TokenServer("bob", "hunter2-hunter2", signer);
                DockerRegistry registry = DockerRegistry.configure()
                        .token(tokens.realm(), TokenServer.SERVICE, "test-issuer", certificates.authority())
                        .start();
                RegistryStore bob = new RegistryStore(
                        RegistryOptions.defaults().withCredentials(DockerConfig.of(config(registry), Map.of())));
                RegistryStore nobody = new RegistryStore(RegistryOptions.defaults())) {
            Repository repository = registry.repository("token/image");
            TestImage image = TestImage.of("linux/arm64", "token");
            ManifestContent index = image.push(bob, repository);
            bob.tag(repository.tag("1"), index);
            assertThat(bob.pushBlob(registry.repository("token/other"), image.layer()))
                    .isEqualTo(BlobOutcome.MOUNTED);
            assertThat(nobody.manifest(repository.tag("1")).bytes()).isEqualTo(index.bytes());
            assertThatThrownBy(() -> nobody.tag(repository.tag("2"), index)).isInstanceOf(AccessDeniedException.class);
            tokens.refuse(scope -> scope.equals("repository:token/image:pull"));
            assertThat(bob.pushBlob(registry.repository("token/third"), image.config()))
                    .isEqualTo(BlobOutcome.UPLOADED);
            copyWithSkopeo(registry, tokens);
        }
    }

    @Test
    void skopeo_reads_a_whole_index_and_we_read_what_skopeo_writes() {
        try (DockerRegistry registry = DockerRegistry.start();
                RegistryStore store = new RegistryStore(RegistryOptions.defaults())) {
            Repository repository = registry.repository("skopeo/image");
            ManifestContent index = TestImage.of("linux/amd64", "skopeo").push(store, repository);
            store.tag(repository.tag("1"), index);
            Repository copy = registry.repository("skopeo/copy");
            Tool.run(
                    List.of(
                            "skopeo",
                            "copy",
                            "--all",
                            "--preserve-digests",
                            "--src-tls-verify=false",
                            "--dest-tls-verify=false",
                            "docker://" + repository + ":1",
                            "docker://" + copy + ":1"),
                    "skopeo");
            assertThat(store.manifest(copy.tag("1")).bytes()).isEqualTo(index.bytes());
        }
    }

    @Test
    void keys_and_certificates_that_are_none_are_input_errors() throws Exception {
        Path none = Files.writeString(directory.resolve("none.pem"), "nothing");
        assertThatThrownBy(() -> Pem.privateKey(none))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no private key");
        assertThatThrownBy(() -> Pem.certificates(none)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Pem.certificates(directory.resolve("missing.pem")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot read");
        Path rsa = directory.resolve("rsa.key");
        Tool.run(List.of("openssl", "genrsa", "-traditional", "-out", rsa.toString(), "2048"), "openssl");
        assertThat(Pem.privateKey(rsa).getAlgorithm()).isEqualTo("RSA");
        Path sec1 = directory.resolve("sec1.key");
        Tool.run(
                List.of("openssl", "ec", "-in", certificates.clientKey().toString(), "-out", sec1.toString()),
                "openssl");
        assertThatThrownBy(() -> Pem.privateKey(sec1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("openssl pkcs8 -topk8");
    }

    private static void copyWithSkopeo(DockerRegistry registry, TokenServer tokens) {
        tokens.refuse(scope -> false);
        Tool.run(
                List.of(
                        "skopeo",
                        "inspect",
                        "--raw",
                        "--tls-verify=false",
                        "--creds",
                        "bob:hunter2-hunter2",
                        "docker://" + registry.host() + "/token/image:1"),
                "skopeo");
    }

    private static String authorityDirectory() {
        try {
            Path certs = Files.createDirectories(directory.resolve("certs"));
            Files.copy(certificates.authority(), certs.resolve("ca.crt"));
            return certs.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path config(DockerRegistry registry) throws Exception {
        String pair = Base64.getEncoder().encodeToString("bob:hunter2-hunter2".getBytes(StandardCharsets.UTF_8));
        return Files.writeString(
                directory.resolve("config.json"),
                "{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"" + pair + "\"}}}");
    }
}
