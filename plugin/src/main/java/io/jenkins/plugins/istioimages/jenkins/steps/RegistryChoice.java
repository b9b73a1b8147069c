package io.jenkins.plugins.istioimages.jenkins.steps;

import io.jenkins.plugins.istioimages.jenkins.data.HostNames;
import io.jenkins.plugins.istioimages.jenkins.data.HubLogins;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a call wants registries to be reached. Ids and names only, as they were given: it is saved with the run, and what
 * they stand for is looked up each time it is used.
 */
final class RegistryChoice implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String credentialsId;
    private final ArrayList<String> plainHttp;
    private final String caCredentialsId;

    /** Null in a run that an older version saved. */
    private HubLogins own = HubLogins.none();

    RegistryChoice(String credentialsId, List<String> plainHttp, String caCredentialsId) {
        this.credentialsId = Texts.text(credentialsId);
        this.plainHttp = new ArrayList<>(plainHttp);
        this.caCredentialsId = Texts.text(caCredentialsId);
    }

    /** The same with other credentials. */
    RegistryChoice as(String otherCredentialsId) {
        return new RegistryChoice(otherCredentialsId, plainHttp, caCredentialsId).with(own);
    }

    /** The same with credentials that single registries have to themselves. */
    RegistryChoice with(HubLogins logins) {
        RegistryChoice choice = new RegistryChoice(credentialsId, plainHttp, caCredentialsId);
        choice.own = logins;
        return choice;
    }

    String credentialsId() {
        return credentialsId;
    }

    /** Those for one registry: its own alone, if it has some; else those of the call. */
    String credentialsId(String registry) {
        return own == null ? credentialsId : own.id(registry, credentialsId);
    }

    List<String> plainHttp() {
        return plainHttp;
    }

    String caCredentialsId() {
        return caCredentialsId;
    }

    /**
     * Checks what can be without an agent.
     *
     * @throws io.jenkins.plugins.istioimages.errors.InputException if something is wrong
     */
    void check() {
        HostNames.check(Defaults.named(plainHttp), "plainHttp");
    }

    /** As parameters of another step. */
    Map<String, Object> arguments() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("credentialsId", credentialsId);
        arguments.put("plainHttp", plainHttp);
        arguments.put("caCredentialsId", caCredentialsId);
        return arguments;
    }
}
