package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.PlanCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.PlanRequest;
import io.jenkins.plugins.istioimages.jenkins.config.IstioImagesConfiguration;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code istioPlan}: from a release manifest in the workspace to stages as data. Builds nothing. */
public final class IstioPlanStep extends ReleaseStep {
    /** @param manifest path of the release manifest in the workspace */
    @DataBoundConstructor
    public IstioPlanStep(String manifest) {
        super(manifest);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new Execution(context, request(), git());
    }

    static class Execution extends AgentExecution {
        private static final long serialVersionUID = 1L;

        private final PlanRequest request;
        private final GitChoice git;

        Execution(StepContext context, PlanRequest request, GitChoice git) {
            super(context);
            this.request = request;
            this.git = git;
        }

        @Override
        GitLogin git(Run<?, ?> run) throws IOException {
            return new Logins(run, Defaults.inForce()).git(git);
        }

        @Override
        ReleasePlan run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
            request.support(IstioImagesConfiguration.get().supportedReleases(), LocalDate.now(Clock.systemUTC()));
            return ReleasePlan.of(workspace.act(new PlanCallable(request, machine)));
        }
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends ReleaseStepDescriptor {
        @Override
        public String getFunctionName() {
            return "istioPlan";
        }

        @Override
        public String getDisplayName() {
            return Messages.IstioPlan_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(FilePath.class, TaskListener.class, Run.class, EnvVars.class);
        }
    }
}
