package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.FilePath;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.MakeCallable;
import io.jenkins.plugins.istioimages.jenkins.data.PreparedStage;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import io.jenkins.plugins.istioimages.jenkins.data.StageImages;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code makeIstioImages}: makes and pushes the images of a stage whose commands have run. */
public final class MakeIstioImagesStep extends StagingStep {
    private final PreparedStage prepared;

    /**
     * @param plan of {@code istioPlan}
     * @param prepared of {@code prepareIstioStage} in the same workspace
     */
    @DataBoundConstructor
    public MakeIstioImagesStep(ReleasePlan plan, PreparedStage prepared) {
        super(plan);
        this.prepared = prepared;
    }

    public PreparedStage getPrepared() {
        return prepared;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new Execution(context, getPlan(), prepared, registry());
    }

    static class Execution extends StagingExecution {
        private static final long serialVersionUID = 1L;

        private final PreparedStage prepared;

        Execution(StepContext context, ReleasePlan plan, PreparedStage prepared, RegistryChoice registry) {
            super(context, plan, registry);
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
