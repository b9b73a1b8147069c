package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.cli.ImageLocation.Transport;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.layout.OciLayout;
import io.jenkins.plugins.istioimages.registry.CredentialSource;
import io.jenkins.plugins.istioimages.registry.DockerConfig;
import io.jenkins.plugins.istioimages.registry.RegistryAccess;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.TlsMaterial;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How registries are reached: mixed into every verb that moves images. */
final class StoreOptions {
    @Option(
            names = "--plain-http",
            split = ",",
            paramLabel = "HOST[:PORT]",
            description = "registries that may be spoken to without TLS; loopback addresses always may")
    private List<String> plainHttp = new ArrayList<>();

    @Option(names = "--ca-file", paramLabel = "FILE", description = "PEM file with authorities to trust as well")
    private Path authorities;

    @Option(
            names = "--certs-dir",
            paramLabel = "DIR",
            defaultValue = "/etc/docker/certs.d",
            description = "certificates by registry as Docker keeps them: DIR/HOST[:PORT]/ca.crt, client.cert,"
                    + " client.key (default: ${DEFAULT-VALUE})")
    private Path certificates;

    @Option(
            names = "--registry-login",
            paramLabel = "HOST=USER:FILE",
            description = "user of a registry and the file that holds the password; else Docker's configuration")
    private List<String> logins = new ArrayList<>();

    /** A store over all registries. */
    RegistryStore registries(Terminal terminal) {
        return registries(notices(terminal));
    }

    /** A store over all registries that tells what it does. */
    RegistryStore registries(TransferListener listener) {
        return new RegistryStore(options(listener));
    }

    /** What another program needs to reach them. */
    RegistryAccess access() {
        return new RegistryAccess(options(TransferListener.NONE));
    }

    private RegistryOptions options(TransferListener listener) {
        RegistryOptions options = RegistryOptions.defaults()
                .withCredentials(credentials())
                .withCertificateDirectories(List.of(certificates))
                .withListener(listener);
        for (String host : plainHttp) {
            options = options.withPlainHttp(host);
        }
        if (authorities != null) {
            options = options.withTls(RegistryOptions.ANY_HOST, TlsMaterial.trusting(authorities));
        }
        return options;
    }

    /**
     * Where a build puts its images.
     *
     * @param staging what the user said, or nothing
     * @param layout used when nothing was said
     */
    Staging staging(String staging, Path layout, Terminal terminal) {
        return staging(staging, layout, terminal, false);
    }

    /** @param offline whether no registry is to be asked */
    Staging staging(String staging, Path layout, Terminal terminal, boolean offline) {
        RegistryStore registries = registries(terminal);
        ImageLocation location = staging == null
                ? new ImageLocation(Transport.LAYOUT, Optional.of(layout), Optional.empty())
                : ImageLocation.parse(staging);
        if (offline && location.transport() == Transport.REGISTRY) {
            throw new InputException("--offline: images are staged in an OCI layout, not in the registry " + staging);
        }
        return switch (location.transport()) {
            case REGISTRY ->
                new Staging(registries, List.of(registries), location.name().orElseThrow());
            case LAYOUT -> {
                ImageStore store = OciLayout.create(location.path().orElseThrow(), notices(terminal));
                yield new Staging(
                        store,
                        offline ? List.of(store) : List.of(store, registries),
                        location.name().orElse(""));
            }
            case OCI_ARCHIVE, DOCKER_ARCHIVE ->
                throw new InputException("--staging " + staging
                        + ": images are staged in a registry or an OCI layout, not in an archive");
        };
    }

    private CredentialSource credentials() {
        List<CredentialSource> sources = new ArrayList<>();
        logins.forEach(login -> sources.add(login(login)));
        sources.add(DockerConfig.ofUser(System.getenv(), Path.of(System.getProperty("user.home"))));
        return CredentialSource.firstOf(sources);
    }

    private static CredentialSource login(String text) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':', equals + 1);
        if (equals <= 0 || colon <= equals + 1 || colon == text.length() - 1) {
            throw new InputException("--registry-login is HOST=USER:FILE; the password stands in the file");
        }
        Path file = Path.of(text.substring(colon + 1));
        try {
            return CredentialSource.of(
                    text.substring(0, equals),
                    text.substring(equals + 1, colon),
                    Files.readString(file).strip());
        } catch (IOException e) {
            throw new InputException(
                    "--registry-login: cannot read the password file " + file + ": " + e.getMessage(), e);
        }
    }

    private static TransferListener notices(Terminal terminal) {
        return notices(terminal.err()::println);
    }

    /** Passes on what the user should know, a line at a time. */
    static TransferListener notices(Consumer<String> lines) {
        return new TransferListener() {
            @Override
            public void notice(String message) {
                lines.accept("notice: " + message);
            }
        };
    }
}
