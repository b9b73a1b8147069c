package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.registry.testing.TinyServer;
import io.jenkins.plugins.istioimages.store.BlobSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user reads when a registry and we do not trust each other. */
class TlsFaultsTest {
    @TempDir
    private static Path directory;

    private static TestCertificates certificates;
    private final List<String> notices = new ArrayList<>();
    private TinyServer server;

    @BeforeAll
    static void makeCertificates() {
        certificates = TestCertificates.in(directory);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        assertThat(notices).as("what cannot pass is not tried again").isEmpty();
    }

    @Test
    void an_authority_that_is_not_known_is_named_with_what_to_do() {
        serve(new TlsMaterial.Identity(certificates.server(), certificates.serverKey()));
        assertDistrust(
                TlsMaterial.NONE,
                "its certificate for CN=server comes from 'CN=test authority', which is not trusted here; if it should"
                        + " be, name a PEM file with the certificate of that authority");
    }

    @Test
    void a_certificate_for_other_names_is_told_with_its_names() {
        serve(certificates.forOtherNames());
        assertDistrust(
                TlsMaterial.trusting(certificates.authority()),
                "its certificate is for 'mirror.example', 'registry.example'; use one of these names");
    }

    @Test
    void a_certificate_that_has_expired_is_told_with_its_end() {
        serve(certificates.expired());
        assertDistrust(
                TlsMaterial.trusting(certificates.authority()),
                "its certificate, or one it depends on, has expired (its own was good until 20");
    }

    @Test
    void a_certificate_of_tomorrow_may_mean_a_wrong_clock() {
        X509Certificate[] chain = Pem.certificates(certificates.server()).toArray(X509Certificate[]::new);
        CertificateException refusal =
                new CertificateException("PKIX path validation failed", new CertificateNotYetValidException("x"));
        assertThat(CertificateFaults.explained(chain, refusal))
                .hasMessageContaining("begins to be good at")
                .hasMessageContaining("the clock of this machine")
                .hasCause(refusal);
    }

    @Test
    void a_registry_that_wants_a_client_certificate_says_so() {
        TlsMaterial material = TlsMaterial.trusting(certificates.authority())
                .withIdentity(certificates.server(), certificates.serverKey());
        server = new TinyServer(call -> Reply.of(404), new ClientCertificateSockets(TlsContexts.of(material)));
        assertDistrust(TlsMaterial.trusting(certificates.authority()), "it wants a client certificate");
        // In TLS 1.3 a request may be on its way when the server refuses. One that closes without having read it can
        // take back what it said, too: that is a connection that broke, and the next try hears why.
        notices.removeIf(notice -> notice.contains("header parser received no bytes"));
        TlsMaterial known = TlsMaterial.trusting(certificates.authority())
                .withIdentity(certificates.client(), certificates.clientKey());
        try (RegistryStore store = store(known)) {
            assertThat(store.tags(repository())).isEmpty();
        }
    }

    @Test
    void an_authority_may_be_a_text_that_is_in_no_file() throws IOException {
        serve(new TlsMaterial.Identity(certificates.server(), certificates.serverKey()));
        TlsMaterial material = TlsMaterial.trustingText(Files.readString(certificates.authority()));
        try (RegistryStore store = store(material)) {
            assertThat(store.tags(repository())).isEmpty();
        }
        assertThat(TlsMaterial.NONE.alsoTrusting(material)).isEqualTo(material);
        assertThatThrownBy(() -> TlsMaterial.trustingText("a password by mistake"))
                .isInstanceOf(InputException.class)
                .hasMessageNotContaining("mistake");
    }

    @Test
    void a_registry_in_the_clear_is_told_from_one_with_a_bad_certificate() {
        Origin origin = new Origin("https", "r.example", 443);
        WireException fault =
                WireFaults.translated(origin, new SSLException("Unsupported or unrecognized SSL message"));
        assertThat(fault).hasMessageContaining("it does not speak TLS").hasMessageContaining("--plain-http");
        assertThat(fault.mayPass()).isFalse();
    }

    @Test
    void a_handshake_that_breaks_off_may_pass() {
        Throwable broken = new SSLHandshakeException("Remote host terminated the handshake")
                .initCause(new EOFException("SSL peer shut down incorrectly"));
        assertThat(WireFaults.translated(new Origin("https", "r.example", 443), broken)
                        .mayPass())
                .isTrue();
    }

    private void serve(TlsMaterial.Identity identity) {
        TlsMaterial material = new TlsMaterial(List.of(), Optional.of(identity));
        server = new TinyServer(call -> Reply.of(404), TlsContexts.of(material).getServerSocketFactory());
    }

    private void assertDistrust(TlsMaterial ours, String why) {
        try (RegistryStore store = store(ours)) {
            BlobSource blob = RegistryStoreTest.blob(100_000);
            List<Callable<Object>> operations = List.of(
                    () -> store.resolve(repository().tag("1")),
                    () -> store.tags(repository()),
                    () -> store.pushBlob(repository(), blob),
                    () -> store.openBlob(repository(), blob.descriptor()),
                    () -> store.pushManifest(
                            repository(), TestImages.image("tls").manifest()));
            for (Callable<Object> operation : operations) {
                assertThatThrownBy(operation::call)
                        .isInstanceOf(UntrustedRegistryException.class)
                        .hasMessageContaining(repository().toString())
                        .hasMessageContaining("no trusted TLS connection to " + server.host() + ": " + why);
            }
        }
        assertThat(server.calls()).isEmpty();
    }

    private Repository repository() {
        return new Repository(server.host(), "secure/image");
    }

    private RegistryStore store(TlsMaterial material) {
        return new RegistryStore(RegistryOptions.defaults()
                .withRetry(RegistryStoreTest.QUICK)
                .withListener(new Notices(notices))
                .withTls(server.host(), material));
    }
}
