package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.MakeCallable;
import io.jenkins.plugins.istioimages.jenkins.data.PreparedStage;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import io.jenkins.plugins.istioimages.jenkins.data.StageImages;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code makeIstioImages}: makes and pushes the images of a stage whose commands have run. */
public final class MakeIstioImagesStep extends Step {
    private final ReleasePlan plan;
    private final PreparedStage prepared;
    private String credentialsId;

    /**
     * @param plan of {@code istioPlan}
     * @param prepared of {@code prepareIstioStage} in the same workspace
     */
    @DataBoundConstructor
    public MakeIstioImagesStep(ReleasePlan plan, PreparedStage prepared) {
        this.plan = plan;
        this.prepared = prepared;
    }

    public ReleasePlan getPlan() {
        return plan;
    }

    public PreparedStage getPrepared() {
        return prepared;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, plan, prepared, ReleaseStep.text(credentialsId));
    }

    static class Execution extends StagingExecution {
        private static final long serialVersionUID = 1L;

        private final PreparedStage prepared;

        Execution(StepContext context, ReleasePlan plan, PreparedStage prepared, String credentialsId) {
            super(context, plan, credentialsId);
            this.prepared = prepared;
        }

        @Override
        StageImages run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
            String answer =
                    workspace.act(new MakeCallable(plan().document(), prepared.getStage(), prepared.key(), machine));
            return StageImages.check(plan().plan(), plan().stage(prepared.getStage()), answer);
        }
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends InnerStepDescriptor {
        /** For Jenkins. */
        public DescriptorImpl() {
            super("makeIstioImages", Messages._MakeIstioImages_displayName());
        }
    }
}
