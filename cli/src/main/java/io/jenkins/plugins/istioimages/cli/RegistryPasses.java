package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.cosign.RegistryPass;
import io.jenkins.plugins.istioimages.registry.Credential;
import io.jenkins.plugins.istioimages.registry.RegistryAccess;
import io.jenkins.plugins.istioimages.registry.TlsMaterial;
import java.util.Optional;
import java.util.function.Function;

/** Lets cosign into registries as this program goes there itself. */
final class RegistryPasses implements Function<Repository, RegistryPass> {
    private final RegistryAccess access;

    RegistryPasses(RegistryAccess access) {
        this.access = access;
    }

    @Override
    public RegistryPass apply(Repository repository) {
        return new RegistryPass(
                access.allowsPlainHttp(repository),
                access.credential(repository).map(RegistryPasses::login),
                access.authorities(repository),
                access.identity(repository).map(RegistryPasses::certificate));
    }

    private static RegistryPass.Login login(Credential credential) {
        return new RegistryPass.Login(
                credential instanceof Credential.Password password
                        ? Optional.of(password.username())
                        : Optional.empty(),
                credential.secret());
    }

    private static RegistryPass.ClientCertificate certificate(TlsMaterial.Identity identity) {
        return new RegistryPass.ClientCertificate(
                identity.certificate().toAbsolutePath(), identity.key().toAbsolutePath());
    }
}
