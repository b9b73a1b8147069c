package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Repository;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What another program needs to reach a registry as a {@link RegistryStore} with the same options does. */
public final class RegistryAccess {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private final CredentialSource credentials;
    private final Targets targets;
    private final Endpoints endpoints;
    private final TlsMaterials tls;
    /** Those of the runtime are many. */
    private final Map<TlsMaterial, String> texts = new ConcurrentHashMap<>();

    public RegistryAccess(RegistryOptions options) {
        this.credentials = options.credentials();
        this.targets = new Targets(options.plainHttpHosts());
        // With TLS its address has the port that certificates are kept by.
        this.endpoints = new Endpoints(new Targets(Set.of()), host -> true);
        this.tls = new TlsMaterials(options);
    }

    /** Whether the registry may be spoken to without TLS: the user named it, or it is on this machine. */
    public boolean allowsPlainHttp(Repository repository) {
        return targets.allows(Origin.of(URI.create("http://" + repository.registry())));
    }

    /** Who we are there. */
    public Optional<Credential> credential(Repository repository) {
        return credentials.find(repository);
    }

    /**
     * The authorities that the registry's certificate may come from, in PEM; nothing where it is those of the runtime.
     *
     * @throws io.jenkins.plugins.istioimages.errors.InputException if they cannot be read
     */
    public Optional<String> authorities(Repository repository) {
        TlsMaterial material = tls.of(endpoints.origin(repository));
        if (!TlsContexts.trustsMore(material)) {
            return Optional.empty();
        }
        return Optional.of(texts.computeIfAbsent(material, RegistryAccess::text));
    }

    private static String text(TlsMaterial material) {
        return TlsContexts.trusted(material).stream().map(RegistryAccess::pem).collect(Collectors.joining());
    }

    /** What to show to a registry that asks for a client certificate. */
    public Optional<TlsMaterial.Identity> identity(Repository repository) {
        return tls.of(endpoints.origin(repository)).identity();
    }

    private static String pem(Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n" + LINES.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has no form", e);
        }
    }
}
