package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.oci.Repository;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Knows who we are to a registry. Called from many threads; asked only when a registry wants to know. */
@FunctionalInterface
public interface CredentialSource {
    /**
     * The credential for a repository, empty to be anonymous.
     *
     * @throws io.jenkins.plugins.istioimages.errors.EngineException if there should be one and it cannot be had
     */
    Optional<Credential> find(Repository repository);

    /** Nobody anywhere. */
    static CredentialSource anonymous() {
        return repository -> Optional.empty();
    }

    /** One user on one registry ({@code host} or {@code host:port}). */
    static CredentialSource of(String registry, String username, String password) {
        String host = registry.toLowerCase(Locale.ROOT);
        Credential credential = new Credential.Password(username, password, "the given user name and password");
        return repository -> repository.registry().equals(host) ? Optional.of(credential) : Optional.empty();
    }

    /** The first of several that knows one. */
    static CredentialSource firstOf(List<CredentialSource> sources) {
        List<CredentialSource> copy = List.copyOf(sources);
        return repository -> copy.stream()
                .map(source -> source.find(repository))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
