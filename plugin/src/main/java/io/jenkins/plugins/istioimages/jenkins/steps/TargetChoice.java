package io.jenkins.plugins.istioimages.jenkins.steps;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.agents.TargetGroup;
import java.io.IOException;
import java.io.Serializable;

/** Targets of one kind, as a call asks for them. Ids and names only: it is saved with the run. */
interface TargetChoice extends Serializable {
    /** Whether they were asked for. */
    boolean isGiven();

    /**
     * Checks what can be without an agent.
     *
     * @throws InputException if something is wrong
     */
    void check();

    /**
     * With the secrets for them.
     *
     * @throws IOException if the run may not use them
     */
    TargetGroup with(RunCredentials credentials) throws IOException;
}
