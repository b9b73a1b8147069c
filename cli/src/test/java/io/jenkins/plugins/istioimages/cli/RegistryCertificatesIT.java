package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.TestCertificates;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry with an authority of its own that asks for client certificates, reached from the command line. */
class RegistryCertificatesIT {
    @TempDir
    Path directory;

    private String image;
    private Path none;

    @BeforeEach
    void layoutWithAnImage() throws Exception {
        none = Files.createDirectory(directory.resolve("none"));
        Reference reference = Reference.parse("staging.example/istio/pilot:1");
        try (OciLayout layout = OciLayout.create(directory.resolve("from"))) {
            layout.tag(reference, new TestImages(1).image(layout, reference.repository(), Platform.LINUX_ARM64));
        }
        image = "oci:" + directory.resolve("from") + ":" + reference;
    }

    @Test
    void dockersDirectoryOfCertificatesOpensIt() throws Exception {
        TestCertificates certificates = TestCertificates.in(directory);
        try (DockerRegistry registry = DockerRegistry.configure()
                .tls(certificates.server(), certificates.serverKey())
                .clientAuthority(certificates.authority())
                .start()) {
            String target = registry.host() + "/istio/pilot:1";
            CliRun distrusting = CliRun.of("copy", image, target, "--certs-dir", none.toString());
            assertThat(distrusting.status()).isEqualTo(1);
            assertThat(distrusting.err())
                    .contains("no trusted TLS connection to " + registry.host())
                    .contains("'CN=test authority', which is not trusted here")
                    .contains("--ca-file FILE, or ca.crt in the host's directory of --certs-dir");

            Path own = Files.createDirectories(directory.resolve("certs.d").resolve(registry.host()));
            Files.copy(certificates.authority(), own.resolve("ca.crt"));
            CliRun unknown = CliRun.of(
                    "copy", image, target, "--certs-dir", own.getParent().toString());
            assertThat(unknown.status()).isEqualTo(1);
            assertThat(unknown.err()).contains("it wants a client certificate").contains("client.cert and client.key");

            Files.copy(certificates.client(), own.resolve("client.cert"));
            Files.copy(certificates.clientKey(), own.resolve("client.key"));
            CliRun known = CliRun.of(
                    "copy", image, target, "--certs-dir", own.getParent().toString());
            assertThat(known.status()).as(known.err()).isZero();
            assertThat(known.out()).contains(target);
        }
    }

    @Test
    void anAuthorityAloneIsNamedAsAFile() {
        TestCertificates certificates = TestCertificates.in(directory);
        try (DockerRegistry registry = DockerRegistry.configure()
                .tls(certificates.server(), certificates.serverKey())
                .start()) {
            CliRun run = CliRun.of(
                    "copy",
                    image,
                    registry.host() + "/istio/pilot:1",
                    "--certs-dir",
                    none.toString(),
                    "--ca-file",
                    certificates.authority().toString());
            assertThat(run.status()).as(run.err()).isZero();
        }
    }
}
