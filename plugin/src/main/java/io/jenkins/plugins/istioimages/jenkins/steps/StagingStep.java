package io.jenkins.plugins.istioimages.jenkins.steps;

import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;

/** A step that works for a plan on an agent, with a login for the staging registry. */
public abstract class StagingStep extends RegistryStep {
    private final ReleasePlan plan;

    StagingStep(ReleasePlan plan) {
        this.plan = plan;
    }

    public final ReleasePlan getPlan() {
        return plan;
    }
}
