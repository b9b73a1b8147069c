package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.registry.CredentialSource;
import io.jenkins.plugins.istioimages.registry.DockerRegistry;
import io.jenkins.plugins.istioimages.registry.JwtSigner;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.TestCertificates;
import io.jenkins.plugins.istioimages.registry.TlsMaterial;
import io.jenkins.plugins.istioimages.registry.testing.TokenServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A registry that lets everybody in, and one with TLS and tokens. */
final class TwoRegistries implements AutoCloseable {
    static final String USER = "bob";
    static final String PASSWORD = "hunter2-hunter2";

    private final TestCertificates certificates;
    private final TokenServer tokens;
    private final Path password;
    final PublishedTo open;
    final PublishedTo secured;

    /** @param directory for certificates and the password */
    TwoRegistries(Path directory) throws IOException {
        certificates = TestCertificates.in(directory);
        password = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
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
    }

    /** Options that let the command line into both. */
    List<String> access() {
        return List.of(
                "--ca-file",
                certificates.authority().toString(),
                "--registry-login",
                secured.host() + "=" + USER + ":" + password);
    }

    /** Lines of requests that change something. */
    List<String> writes(String inPath) {
        List<String> writes = new ArrayList<>(open.writes(inPath));
        writes.addAll(secured.writes(inPath));
        return writes;
    }

    /** For looking into both. */
    RegistryStore store() {
        return new RegistryStore(RegistryOptions.defaults()
                .withCredentials(CredentialSource.of(secured.host(), USER, PASSWORD))
                .withTls(secured.host(), TlsMaterial.trusting(certificates.authority())));
    }

    @Override
    public void close() {
        secured.close();
        open.close();
        tokens.close();
    }
}
