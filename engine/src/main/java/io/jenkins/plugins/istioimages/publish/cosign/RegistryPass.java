package io.jenkins.plugins.istioimages.publish.cosign;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What cosign needs to get into a registry as we do ourselves.
 *
 * @param plainHttp whether it may be spoken to without TLS
 * @param login who we are there
 * @param authorities those that its certificate may come from, in PEM; empty for those of the system
 * @param certificate what to show to a registry that asks for one
 */
public record RegistryPass(
        boolean plainHttp,
        Optional<Login> login,
        Optional<String> authorities,
        Optional<ClientCertificate> certificate) {
    /**
     * Who we are.
     *
     * @param user of the password; empty where it is a refresh token
     * @param secret a password or a refresh token
     */
    public record Login(Optional<String> user, String secret) {
        @Override
        public String toString() {
            return user.orElse("token");
        }
    }

    /** Files in PEM, the key not encrypted. */
    public record ClientCertificate(Path certificate, Path key) {}
}
