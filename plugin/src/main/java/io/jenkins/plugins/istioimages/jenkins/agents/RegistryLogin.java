package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.registry.CredentialSource;
import io.jenkins.plugins.istioimages.registry.DockerConfig;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.registry.TlsMaterial;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How registries are reached: users and passwords for one registry each, whom to trust, whom to speak to without TLS. It
 * goes to an agent for one piece of work and is never saved; the agent's own {@code docker login} and its certificates
 * in {@code /etc/docker/certs.d} are asked where it knows nothing.
 */
public final class RegistryLogin implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Where Docker keeps certificates by registry. */
    private static final Path CERTIFICATES = Path.of("/etc/docker/certs.d");

    private final ArrayList<Login> logins = new ArrayList<>();
    private final ArrayList<String> plainHttp = new ArrayList<>();
    private String authorities = "";

    /** Nobody, until somebody is added. */
    public static RegistryLogin none() {
        return new RegistryLogin();
    }

    /**
     * Adds a user.
     *
     * @param registry {@code host} or {@code host:port}: the password goes nowhere else
     */
    public RegistryLogin with(String registry, String user, String password) {
        RegistryLogin more = copy();
        more.logins.add(new Login(registry, user, password));
        return more;
    }

    /**
     * Lets registries be spoken to without TLS.
     *
     * @param registries {@code host} or {@code host:port}
     */
    public RegistryLogin withPlainHttp(List<String> registries) {
        RegistryLogin more = copy();
        more.plainHttp.addAll(registries);
        return more;
    }

    /**
     * Trusts authorities beside those of the runtime, for every registry.
     *
     * @param pem their certificates; empty trusts nobody more
     */
    public RegistryLogin withAuthorities(String pem) {
        RegistryLogin more = copy();
        more.authorities = pem;
        return more;
    }

    private RegistryLogin copy() {
        RegistryLogin copy = new RegistryLogin();
        copy.logins.addAll(logins);
        copy.plainHttp.addAll(plainHttp);
        copy.authorities = authorities;
        return copy;
    }

    /** All registries, as this user. */
    RegistryStore open(Map<String, String> environment, TransferListener listener) {
        List<CredentialSource> sources = new ArrayList<>();
        logins.forEach(login -> sources.add(CredentialSource.of(login.registry, login.user, login.password)));
        sources.add(DockerConfig.ofUser(environment, Path.of(System.getProperty("user.home"))));
        RegistryOptions options = RegistryOptions.defaults()
                .withCredentials(CredentialSource.firstOf(sources))
                .withCertificateDirectories(List.of(CERTIFICATES))
                .withListener(listener);
        for (String host : plainHttp) {
            options = options.withPlainHttp(host);
        }
        return new RegistryStore(
                authorities.isEmpty()
                        ? options
                        : options.withTls(RegistryOptions.ANY_HOST, TlsMaterial.trustingText(authorities)));
    }

    /** Registries only. */
    @Override
    public String toString() {
        return "logins of " + logins.stream().map(login -> login.registry).toList();
    }

    private static final class Login implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String registry;
        private final String user;
        private final String password;

        Login(String registry, String user, String password) {
            this.registry = registry;
            this.user = user;
            this.password = password;
        }
    }
}
