package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.oci.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryAccessTest {
    private static final Repository HUB = Repository.parse("registry.example:5000/istio/pilot");

    @TempDir
    private Path directory;

    @Test
    void another_program_may_go_without_tls_where_we_may() {
        RegistryAccess access = new RegistryAccess(RegistryOptions.defaults().withPlainHttp("registry.example:5000"));
        assertThat(access.allowsPlainHttp(HUB)).isTrue();
        assertThat(access.allowsPlainHttp(Repository.parse("registry.example/istio/pilot")))
                .isFalse();
        assertThat(access.allowsPlainHttp(Repository.parse("127.0.0.1:5000/istio/pilot")))
                .isTrue();
        assertThat(access.allowsPlainHttp(Repository.parse("docker.io/istio/pilot")))
                .isFalse();
    }

    @Test
    void it_is_who_we_are_there_and_nowhere_else() {
        RegistryAccess access = new RegistryAccess(RegistryOptions.defaults()
                .withCredentials(CredentialSource.of("registry.example:5000", "bob", "hunter2")));
        assertThat(access.credential(HUB)).map(Credential::secret).contains("hunter2");
        assertThat(access.credential(Repository.parse("docker.io/istio/pilot"))).isEmpty();
    }

    @Test
    void it_trusts_whom_we_trust_with_the_authorities_of_the_runtime() throws IOException {
        TestCertificates made = TestCertificates.in(directory);
        Path own = Files.createDirectories(directory.resolve("certs.d").resolve("registry.example:5000"));
        Files.copy(made.client(), own.resolve("client.cert"));
        Files.copy(made.clientKey(), own.resolve("client.key"));
        RegistryAccess access = new RegistryAccess(RegistryOptions.defaults()
                .withCertificateDirectories(List.of(directory.resolve("certs.d")))
                .withTls(RegistryOptions.ANY_HOST, TlsMaterial.trusting(made.authority())));
        Path all = Files.writeString(
                directory.resolve("all.pem"), access.authorities(HUB).orElseThrow());
        assertThat(Pem.certificates(all))
                .hasSizeGreaterThan(10)
                .contains(Pem.certificates(made.authority()).get(0));
        assertThat(access.identity(HUB))
                .contains(new TlsMaterial.Identity(own.resolve("client.cert"), own.resolve("client.key")));
        assertThat(new RegistryAccess(RegistryOptions.defaults()).authorities(HUB))
                .isEmpty();
    }
}
