package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.model.Run;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.data.PlanDocument;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Work on an agent that reads and writes the staging store of a plan. */
abstract class StagingExecution extends AgentExecution {
    private static final long serialVersionUID = 1L;

    private final ReleasePlan plan;
    private final RegistryChoice registry;

    StagingExecution(StepContext context, ReleasePlan plan, RegistryChoice registry) {
        super(context);
        this.plan = plan;
        this.registry = registry;
    }

    final ReleasePlan plan() {
        return plan;
    }

    @Override
    RegistryLogin registries(Run<?, ?> run) throws IOException {
        if (!PlanDocument.read(plan.document()).staging().startsWith("oci:")) {
            PullRequests.refuse(run, "a stage that pushes to " + plan.getHub());
        }
        return new Logins(run, Defaults.inForce()).registries(registry, List.of(plan.getHub()));
    }
}
