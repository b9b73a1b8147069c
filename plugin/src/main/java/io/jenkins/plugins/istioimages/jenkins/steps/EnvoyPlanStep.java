package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.EnvoyPlanCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.EnvoyRequest;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.config.IstioImagesConfiguration;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code envoyPlan}: from what {@code envoyBuild} was asked for to stages as data. Builds nothing. */
public final class EnvoyPlanStep extends GitStep {
    private final EnvoyRequest request;

    /** @param request of {@code envoyBuild} */
    @DataBoundConstructor
    public EnvoyPlanStep(EnvoyRequest request) {
        this.request = request;
    }

    public EnvoyRequest getRequest() {
        return request;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new Execution(context, request, git());
    }

    static class Execution extends AgentExecution {
        private static final long serialVersionUID = 1L;

        private final EnvoyRequest request;
        private final GitChoice git;

        Execution(StepContext context, EnvoyRequest request, GitChoice git) {
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
            request.common()
                    .support(IstioImagesConfiguration.get().supportedReleases(), LocalDate.now(Clock.systemUTC()));
            return ReleasePlan.of(workspace.act(new EnvoyPlanCallable(request, machine)));
        }
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends InnerStepDescriptor {
        /** For Jenkins. */
        public DescriptorImpl() {
            super("envoyPlan", Messages._EnvoyPlan_displayName());
        }

        @POST
        public ListBoxModel doFillGitCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String gitCredentialsId) {
            return CredentialItems.git(item, gitCredentialsId);
        }

        @POST
        public FormValidation doCheckGitHosts(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String gitCredentialsId) {
            return Checks.form(item, () -> Checks.gitHosts(value, gitCredentialsId));
        }
    }
}
