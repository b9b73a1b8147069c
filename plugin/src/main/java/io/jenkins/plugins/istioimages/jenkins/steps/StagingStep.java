package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Util;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that works for a plan on an agent, with a login for the staging registry. */
public abstract class StagingStep extends Step {
    private final ReleasePlan plan;
    private String credentialsId;

    StagingStep(ReleasePlan plan) {
        this.plan = plan;
    }

    public final ReleasePlan getPlan() {
        return plan;
    }

    public final String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public final void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }
}
