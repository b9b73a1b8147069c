package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Work on an agent that reads and writes the staging store of a plan. */
abstract class StagingExecution extends AgentExecution {
    private static final long serialVersionUID = 1L;

    private final ReleasePlan plan;
    private final String credentialsId;

    StagingExecution(StepContext context, ReleasePlan plan, String credentialsId) {
        super(context);
        this.plan = plan;
        this.credentialsId = credentialsId;
    }

    final ReleasePlan plan() {
        return plan;
    }

    @Override
    RegistryLogin login(Run<?, ?> run) throws AbortException {
        return Logins.add(RegistryLogin.none(), run, credentialsId, List.of(plan.getHub()));
    }
}
