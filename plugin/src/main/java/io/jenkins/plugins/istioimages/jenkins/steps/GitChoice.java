package io.jenkins.plugins.istioimages.jenkins.steps;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.data.HostNames;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who a call wants to be to git servers. Saved with the run, so it has an id and names only. */
final class GitChoice implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String credentialsId;
    private final ArrayList<String> hosts;

    GitChoice(String credentialsId, List<String> hosts) {
        this.credentialsId = Texts.text(credentialsId);
        this.hosts = new ArrayList<>(hosts);
    }

    String credentialsId() {
        return credentialsId;
    }

    List<String> hosts() {
        return hosts;
    }

    /**
     * Checks what can be without an agent.
     *
     * @throws InputException if something is wrong
     */
    void check() {
        check(hosts, credentialsId);
    }

    /** {@link #check()} for a form. */
    static void check(List<String> hosts, String credentialsId) {
        HostNames.check(hosts, "gitHosts");
        if (!hosts.isEmpty() && Defaults.named(credentialsId).isEmpty()) {
            throw new InputException("gitHosts says where gitCredentialsId may be sent: name these credentials, too"
                    + " (those of the system configuration go to the servers that stand there)");
        }
    }

    /** As parameters of another step. */
    Map<String, Object> arguments() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("gitCredentialsId", credentialsId);
        arguments.put("gitHosts", hosts);
        return arguments;
    }
}
