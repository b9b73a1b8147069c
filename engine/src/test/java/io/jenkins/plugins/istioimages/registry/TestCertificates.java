package io.jenkins.plugins.istioimages.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A private authority with a server's and a client's certificate, made with openssl. */
public record TestCertificates(Path directory) {
    /** Makes them in a directory, for a server on 127.0.0.1. */
    public static TestCertificates in(Path directory) {
        OpensslAuthority.in(directory);
        TestCertificates all = new TestCertificates(directory);
        all.signed("server", "subjectAltName=IP:127.0.0.1");
        all.signed("client", "extendedKeyUsage=clientAuth");
        return all;
    }

    public Path authority() {
        return directory.resolve("ca.crt");
    }

    public Path authorityKey() {
        return directory.resolve("ca.key");
    }

    public Path server() {
        return directory.resolve("server.crt");
    }

    public Path serverKey() {
        return directory.resolve("server.key");
    }

    public Path client() {
        return directory.resolve("client.crt");
    }

    public Path clientKey() {
        return directory.resolve("client.key");
    }

    /** A certificate for other names, signed by the authority. */
    public TlsMaterial.Identity forOtherNames() {
        signed("other", "subjectAltName=DNS:registry.example,DNS:mirror.example");
        return identity("other");
    }

    /** A certificate that was good until yesterday. */
    public TlsMaterial.Identity expired() {
        signed("expired", "subjectAltName=IP:127.0.0.1", -1);
        return identity("expired");
    }

    private TlsMaterial.Identity identity(String name) {
        return new TlsMaterial.Identity(directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
    }

    private void signed(String name, String extension) {
        signed(name, extension, 2);
    }

    private void signed(String name, String extension, int days) {
        try {
            OpensslAuthority.of(directory).certify(name, extension, days);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
