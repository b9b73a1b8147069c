package io.jenkins.plugins.istioimages.registry;

import java.util.Map;

/** What TLS to each host needs: what was given for it, else what Docker's directories have, and what is for all. */
final class TlsMaterials {
    private final Map<String, TlsMaterial> tls;
    private final CertificateDirectories directories;

    TlsMaterials(RegistryOptions options) {
        this.tls = options.tls();
        this.directories = new CertificateDirectories(options.certificateDirectories());
    }

    /** @throws io.jenkins.plugins.istioimages.errors.InputException if a directory of the host cannot be read */
    TlsMaterial of(Origin origin) {
        TlsMaterial any = tls.getOrDefault(RegistryOptions.ANY_HOST, TlsMaterial.NONE);
        TlsMaterial named = tls.getOrDefault(origin.authority(), tls.get(origin.host()));
        return named != null
                ? named
                : directories.find(origin).map(own -> own.alsoTrusting(any)).orElse(any);
    }
}
