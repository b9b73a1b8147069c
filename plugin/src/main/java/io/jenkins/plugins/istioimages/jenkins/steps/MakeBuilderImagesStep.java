package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.BuilderCheckCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.BuilderMakeCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderBranch;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderPlan;
import io.jenkins.plugins.istioimages.jenkins.data.MadeBuilders;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code makeBuilderImages}: builds the platforms of a branch, and sends them by digest. */
public final class MakeBuilderImagesStep extends RegistryStep {
    private final BuilderPlan plan;
    private final String branch;

    /**
     * @param plan of {@code planBuilderImages}
     * @param branch id of one of its branches
     */
    @DataBoundConstructor
    public MakeBuilderImagesStep(BuilderPlan plan, String branch) {
        this.plan = plan;
        this.branch = branch;
    }

    public BuilderPlan getPlan() {
        return plan;
    }

    public String getBranch() {
        return branch;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new Execution(context, plan, Checks.orAbort(() -> plan.branch(branch)), registry());
    }

    static class Execution extends AgentExecution {
        private static final long serialVersionUID = 1L;

        private final BuilderPlan plan;
        private final BuilderBranch branch;
        private final RegistryChoice registry;

        Execution(StepContext context, BuilderPlan plan, BuilderBranch branch, RegistryChoice registry) {
            super(context);
            this.plan = plan;
            this.branch = branch;
            this.registry = registry;
        }

        @Override
        RegistryLogin registries(Run<?, ?> run) throws IOException {
            if (plan.request().checkOnly()) {
                return RegistryLogin.none();
            }
            PullRequests.refuse(run, "makeBuilderImages");
            return new Logins(run, Defaults.inForce())
                    .registries(registry, plan.request().hubs());
        }

        @Override
        MadeBuilders run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
            if (plan.request().checkOnly()) {
                workspace.act(new BuilderCheckCallable(plan, branch, machine));
                return null;
            }
            return MadeBuilders.check(plan, branch, workspace.act(new BuilderMakeCallable(plan, branch, machine)));
        }
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends InnerStepDescriptor {
        /** For Jenkins. */
        public DescriptorImpl() {
            super("makeBuilderImages", Messages._MakeBuilderImages_displayName());
        }
    }
}
