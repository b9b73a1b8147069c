package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.registry.testing.TinyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates by registry, where Docker keeps them. */
class CertificateDirectoriesTest {
    private static final Origin HOST = new Origin("https", "registry.example", 443);

    @TempDir
    private Path temp;

    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createDirectory(temp.resolve("certs.d"));
    }

    @Test
    void the_directory_of_host_and_port_counts_and_without_port_for_the_usual_one() throws IOException {
        CertificateDirectories all = new CertificateDirectories(List.of(temp.resolve("none"), directory));
        assertThat(all.find(HOST)).isEmpty();
        Path authority = Files.writeString(own("registry.example").resolve("ca.crt"), "x");
        assertThat(all.find(HOST)).contains(TlsMaterial.trusting(authority));
        assertThat(all.find(new Origin("https", "registry.example", 5000))).isEmpty();
        Path other = Files.writeString(own("registry.example:5000").resolve("other.crt"), "x");
        assertThat(all.find(new Origin("https", "registry.example", 5000))).contains(TlsMaterial.trusting(other));
    }

    @Test
    void a_client_certificate_comes_with_its_key() throws IOException {
        CertificateDirectories all = new CertificateDirectories(List.of(directory));
        Path own = own("registry.example");
        Path certificate = Files.writeString(own.resolve("client.cert"), "x");
        assertThatThrownBy(() -> all.find(HOST))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(certificate + " has no key: client.key is missing beside it");
        Path key = Files.writeString(own.resolve("client.key"), "x");
        assertThat(all.find(HOST).orElseThrow().identity()).contains(new TlsMaterial.Identity(certificate, key));
        Files.writeString(own.resolve("second.cert"), "x");
        assertThatThrownBy(() -> all.find(HOST))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has 2 client certificates");
    }

    @Test
    void a_registry_is_trusted_and_shown_our_certificate_by_its_directory() throws IOException {
        TestCertificates certificates = TestCertificates.in(temp);
        TlsMaterial server = TlsMaterial.trusting(certificates.authority())
                .withIdentity(certificates.server(), certificates.serverKey());
        try (TinyServer registry =
                        new TinyServer(call -> Reply.of(404), new ClientCertificateSockets(TlsContexts.of(server)));
                RegistryStore store =
                        new RegistryStore(RegistryOptions.defaults().withCertificateDirectories(List.of(directory)))) {
            Path own = own(registry.host());
            Files.copy(certificates.authority(), own.resolve("ca.crt"));
            Files.copy(certificates.client(), own.resolve("client.cert"));
            Files.copy(certificates.clientKey(), own.resolve("client.key"));
            assertThat(store.tags(new Repository(registry.host(), "a"))).isEmpty();
        }
    }

    @Test
    void what_is_named_goes_before_the_directory_and_what_is_for_all_comes_on_top() throws IOException {
        Path authority = Files.writeString(own("registry.example").resolve("ca.crt"), "none at all");
        Path any = Files.writeString(temp.resolve("any.crt"), "none either");
        try (RegistryStore store = new RegistryStore(RegistryOptions.defaults()
                .withCertificateDirectories(List.of(directory))
                .withTls(RegistryOptions.ANY_HOST, TlsMaterial.trusting(any)))) {
            assertThatThrownBy(() -> store.tags(Repository.parse("registry.example/a")))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(authority + " contains no readable certificate");
        }
        TlsMaterial merged = TlsMaterial.trusting(authority).alsoTrusting(TlsMaterial.trusting(any));
        assertThat(merged.authorities()).containsExactly(authority, any);
    }

    private Path own(String host) throws IOException {
        return Files.createDirectories(directory.resolve(host));
    }
}
