package io.jenkins.plugins.istioimages.jenkins.agents;

import hudson.model.TaskListener;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/** What a piece of work finds around it on an agent: environment, log and logins. Never saved. */
public final class Machine implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, String> environment;
    private final TaskListener listener;
    private final RegistryLogin login;
    private final GitLogin git;

    /**
     * @param environment of the step
     * @param listener writes to the build's log
     */
    public Machine(Map<String, String> environment, TaskListener listener, RegistryLogin login, GitLogin git) {
        this.environment = new TreeMap<>(environment);
        this.listener = listener;
        this.login = login;
        this.git = git;
    }

    /** The same, with other logins for registries. */
    public Machine with(RegistryLogin registries) {
        return new Machine(environment, listener, registries, git);
    }

    Map<String, String> environment() {
        return environment;
    }

    RegistryLogin login() {
        return login;
    }

    GitLogin git() {
        return git;
    }

    /** Writes a line to the build's log. */
    public void say(String line) {
        log().say(line);
    }

    /** Tells the build's log what the user should know. */
    public void notice(String message) {
        log().notice(message);
    }

    StepLog log() {
        return new StepLog(listener);
    }
}
