package io.jenkins.plugins.istioimages.jenkins.steps;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.AbortException;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.data.HubLogins;
import io.jenkins.plugins.istioimages.registry.TlsMaterial;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * What goes to an agent for one piece of work: credentials of the call, or those of the system configuration where the
 * call names none. The system's go to the servers that the system's own configuration names and to no other, so that a
 * call cannot send them elsewhere. A run of a pull request gets none.
 */
final class Logins {
    /** With a token in the place of a password, servers do not look at the name. */
    private static final String TOKEN_USER = "x-access-token";

    private final Run<?, ?> run;
    private final RunCredentials credentials;
    private final Defaults defaults;

    Logins(Run<?, ?> run, Defaults defaults) {
        this.run = run;
        this.credentials = new RunCredentials(run);
        this.defaults = defaults;
    }

    /**
     * A login for registries, and whom to trust there. Each registry gets its own credentials where the call has some for
     * it, and those of the whole call only where it has none.
     *
     * @param hubs whose registries the credentials are for
     * @throws AbortException if the run may not use the credentials, or they are of a kind that does not fit
     */
    RegistryLogin registries(RegistryChoice choice, List<String> hubs) throws IOException {
        RegistryLogin login = RegistryLogin.none();
        for (String registry : HubLogins.registries(hubs)) {
            login = user(login, choice.credentialsId(registry), registry);
        }
        return login.withPlainHttp(defaults.plainHttp(choice.plainHttp()))
                .withAuthorities(authorities(defaults.caCredentialsId(choice.caCredentialsId())));
    }

    /**
     * Adds users to a login.
     *
     * @param named id of a user name with password; empty for the system's, {@code none} for nobody
     */
    RegistryLogin users(RegistryLogin login, String named, List<String> hubs) throws AbortException {
        RegistryLogin result = login;
        for (String registry : HubLogins.registries(hubs)) {
            result = user(result, named, registry);
        }
        return result;
    }

    private RegistryLogin user(RegistryLogin login, String named, String registry) throws AbortException {
        String id = PullRequests.mayUse(run, named) ? id(named, registry) : "";
        if (id.isEmpty()) {
            return login;
        }
        StandardUsernamePasswordCredentials found = credentials.find(
                id, StandardUsernamePasswordCredentials.class, List.of(registry), "a user name with password");
        return login.with(registry, found.getUsername(), found.getPassword().getPlainText());
    }

    private String id(String named, String registry) {
        if (!named.isEmpty()) {
            return Defaults.named(named);
        }
        boolean ofSystem = HubLogins.registries(defaults.credentialsHubs()).contains(registry);
        return ofSystem ? defaults.credentialsId() : "";
    }

    /**
     * A login for git servers.
     *
     * @throws AbortException if the run may not use the credentials, they are of a kind that does not fit, or nothing
     *     says which servers may have a password
     */
    GitLogin git(GitChoice choice) throws AbortException {
        if (!PullRequests.mayUse(run, choice.credentialsId())) {
            return GitLogin.none();
        }
        boolean own = !choice.credentialsId().isEmpty();
        String id = own ? Defaults.named(choice.credentialsId()) : defaults.gitCredentialsId();
        if (id.isEmpty()) {
            return GitLogin.none();
        }
        List<String> hosts = own && !choice.hosts().isEmpty() ? choice.hosts() : defaults.gitHosts();
        StandardCredentials found = credentials.find(
                id,
                StandardCredentials.class,
                hosts,
                "a user name with password, a secret text that is a token, or an ssh key");
        if (found instanceof SSHUserPrivateKey key) {
            return GitLogin.keys(key.getUsername(), key.getPrivateKeys(), Secret.toString(key.getPassphrase()));
        }
        if (hosts.isEmpty()) {
            throw new AbortException("nothing says which servers may have the credentials '" + id
                    + "': name them with gitHosts, like gitHosts: ['github.com']");
        }
        if (found instanceof StandardUsernamePasswordCredentials user) {
            return GitLogin.password(
                    hosts, user.getUsername(), user.getPassword().getPlainText());
        }
        if (found instanceof StringCredentials token) {
            return GitLogin.password(hosts, TOKEN_USER, token.getSecret().getPlainText());
        }
        throw new AbortException("the credentials '" + id
                + "' do not fit git: expected a user name with password, a secret text that is a token, or an ssh key");
    }

    private String authorities(String id) throws IOException {
        if (id.isEmpty()) {
            return "";
        }
        String pem = credentials.text(id);
        try {
            TlsMaterial.trustingText(pem);
        } catch (InputException e) {
            throw new AbortException("the credentials '" + id + "' hold no certificates of authorities: expected PEM");
        }
        return pem;
    }
}
