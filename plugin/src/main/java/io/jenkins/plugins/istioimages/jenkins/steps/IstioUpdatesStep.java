package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.UpdatesCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.UpdatesRequest;
import io.jenkins.plugins.istioimages.jenkins.config.IstioImagesConfiguration;
import io.jenkins.plugins.istioimages.jenkins.data.Updates;
import io.jenkins.plugins.istioimages.plan.updates.UpdateQuestion;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code istioUpdates}: what has become newer than what a manifest of the workspace is built from. */
public final class IstioUpdatesStep extends GitStep {
    private final String manifest;
    private String versionFrom;
    private String repository;
    private List<String> lines = List.of();
    private int supportDays = UpdateQuestion.WARN_DAYS;

    /** @param manifest path in the workspace */
    @DataBoundConstructor
    public IstioUpdatesStep(String manifest) {
        this.manifest = manifest;
    }

    public String getManifest() {
        return manifest;
    }

    public String getVersionFrom() {
        return versionFrom;
    }

    @DataBoundSetter
    public void setVersionFrom(String versionFrom) {
        this.versionFrom = Util.fixEmptyAndTrim(versionFrom);
    }

    public String getRepository() {
        return repository;
    }

    @DataBoundSetter
    public void setRepository(String repository) {
        this.repository = Util.fixEmptyAndTrim(repository);
    }

    public List<String> getLines() {
        return lines;
    }

    /** For the form. */
    public String getLinesText() {
        return Texts.joined(lines);
    }

    @DataBoundSetter
    public void setLines(List<String> lines) {
        this.lines = Texts.words(lines);
    }

    public int getSupportDays() {
        return supportDays;
    }

    @DataBoundSetter
    public void setSupportDays(int supportDays) {
        this.supportDays = supportDays;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        GitChoice git = git();
        UpdatesRequest request = Checks.orAbort(() -> new UpdatesRequest(
                Texts.text(manifest), Texts.text(versionFrom), Texts.text(repository), lines, supportDays));
        return new Execution(context, request, git);
    }

    static class Execution extends AgentExecution {
        private static final long serialVersionUID = 1L;

        private final UpdatesRequest request;
        private final GitChoice git;

        Execution(StepContext context, UpdatesRequest request, GitChoice git) {
            super(context);
            this.request = request;
            this.git = git;
        }

        @Override
        GitLogin git(Run<?, ?> run) throws IOException {
            return new Logins(run, Defaults.inForce()).git(git);
        }

        @Override
        Serializable run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
            return new ArrayList<>(Updates.of(workspace.act(new UpdatesCallable(
                    request,
                    IstioImagesConfiguration.get().supportedReleases(),
                    LocalDate.now(Clock.systemUTC()),
                    machine))));
        }
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        /** From how many days before it the end of support is told until somebody says otherwise. */
        public int getDefaultSupportDays() {
            return UpdateQuestion.WARN_DAYS;
        }

        @Override
        public String getFunctionName() {
            return "istioUpdates";
        }

        @Override
        public String getDisplayName() {
            return Messages.IstioUpdates_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(FilePath.class, TaskListener.class, Run.class, EnvVars.class);
        }

        @POST
        public FormValidation doCheckManifest(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> Checks.manifest(value));
        }

        @POST
        public FormValidation doCheckLines(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> UpdateQuestion.check(Texts.words(List.of(value)), UpdateQuestion.WARN_DAYS));
        }

        @POST
        public FormValidation doCheckSupportDays(@AncestorInPath Item item, @QueryParameter int value) {
            return Checks.form(item, () -> UpdateQuestion.check(List.of(), value));
        }

        @POST
        public FormValidation doCheckGitHosts(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String gitCredentialsId) {
            return Checks.form(item, () -> Checks.gitHosts(value, gitCredentialsId));
        }

        @POST
        public ListBoxModel doFillGitCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String gitCredentialsId) {
            return CredentialItems.git(item, gitCredentialsId);
        }
    }
}
