package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.registry.CredentialSource;
import io.jenkins.plugins.istioimages.registry.DockerConfig;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.store.TransferListener;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who we are to registries: users and passwords for one registry each. It goes to an agent for one piece of work and is
 * never saved; the agent's own {@code docker login} is asked where it knows nothing.
 */
public final class RegistryLogin implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<Login> logins = new ArrayList<>();

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
        RegistryLogin more = new RegistryLogin();
        more.logins.addAll(logins);
        more.logins.add(new Login(registry, user, password));
        return more;
    }

    /** All registries, as this user. */
    RegistryStore open(Map<String, String> environment, TransferListener listener) {
        List<CredentialSource> sources = new ArrayList<>();
        logins.forEach(login -> sources.add(CredentialSource.of(login.registry, login.user, login.password)));
        sources.add(DockerConfig.ofUser(environment, Path.of(System.getProperty("user.home"))));
        return new RegistryStore(RegistryOptions.defaults()
                .withCredentials(CredentialSource.firstOf(sources))
                .withListener(listener));
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
