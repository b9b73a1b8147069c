package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Certificates by registry, as Docker, containerd and skopeo keep them: {@code DIRECTORY/HOST[:PORT]/*.crt} are
 * authorities to trust, {@code NAME.cert} with {@code NAME.key} is what to show to a registry that asks for a client
 * certificate. Read when a registry is first spoken to, so what is wrong with one does not keep us from another.
 */
final class CertificateDirectories {
    private static final int USUAL_PORT = 443;

    private final List<Path> directories;

    CertificateDirectories(List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    /**
     * What the first directory that knows the host has for it, empty where none does.
     *
     * @throws InputException if it cannot be read, or a certificate has no key
     */
    Optional<TlsMaterial> find(Origin host) {
        List<String> names = new ArrayList<>(List.of(host.authority()));
        if (host.port() == USUAL_PORT) {
            names.add(host.host());
        }
        for (Path directory : directories) {
            for (String name : names) {
                Path own = directory.resolve(name);
                if (Files.isDirectory(own)) {
                    return Optional.of(read(own));
                }
            }
        }
        return Optional.empty();
    }

    private static TlsMaterial read(Path directory) {
        List<Path> authorities = files(directory, ".crt");
        List<Path> certificates = files(directory, ".cert");
        if (certificates.size() > 1) {
            throw new InputException(directory + " has " + certificates.size()
                    + " client certificates (*.cert); expected one, with its key beside it");
        }
        TlsMaterial material = new TlsMaterial(authorities, Optional.empty());
        if (certificates.isEmpty()) {
            return material;
        }
        Path certificate = certificates.get(0);
        String name = certificate.getFileName().toString();
        Path key = directory.resolve(name.substring(0, name.length() - ".cert".length()) + ".key");
        if (!Files.isRegularFile(key)) {
            throw new InputException(certificate + " has no key: " + key.getFileName()
                    + " is missing beside it (an authority to trust ends in .crt)");
        }
        return material.withIdentity(certificate, key);
    }

    private static List<Path> files(Path directory, String suffix) {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InputException("cannot read the certificates in " + directory + ": " + e.getMessage(), e);
        }
    }
}
