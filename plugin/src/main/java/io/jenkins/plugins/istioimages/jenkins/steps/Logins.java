package io.jenkins.plugins.istioimages.jenkins.steps;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.plan.Hub;
import java.util.List;

/** Credentials by their id, as a run may use them. Looking one up for a run records its use. */
final class Logins {
    private Logins() {}

    /**
     * Adds a user to the registries of hubs.
     *
     * @param credentialsId of a user name with password; empty adds nobody
     * @throws AbortException if the run has no such credentials
     */
    static RegistryLogin add(RegistryLogin login, Run<?, ?> run, String credentialsId, List<String> hubs)
            throws AbortException {
        if (credentialsId.isEmpty()) {
            return login;
        }
        RegistryLogin result = login;
        for (String registry : hubs.stream().map(Logins::registry).distinct().toList()) {
            StandardUsernamePasswordCredentials found = find(run, credentialsId, registry);
            result = result.with(
                    registry, found.getUsername(), found.getPassword().getPlainText());
        }
        return result;
    }

    private static StandardUsernamePasswordCredentials find(Run<?, ?> run, String id, String registry)
            throws AbortException {
        StandardUsernamePasswordCredentials found = CredentialsProvider.findCredentialById(
                id,
                StandardUsernamePasswordCredentials.class,
                run,
                URIRequirementBuilder.fromUri("https://" + registry).build());
        if (found == null) {
            throw new AbortException("there are no credentials '" + id + "' that this build may use for " + registry
                    + ": expected the id of a user name with password");
        }
        return found;
    }

    /** {@code host} or {@code host:port}. */
    private static String registry(String hub) {
        return Hub.parse(hub).image("x").registry();
    }
}
