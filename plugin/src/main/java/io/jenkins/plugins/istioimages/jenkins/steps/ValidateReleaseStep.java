package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.AssembleCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.ValidateCallable;
import io.jenkins.plugins.istioimages.jenkins.data.ReleaseValidation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code validateRelease}: looks whether a release in the workspace is whole and what its manifest says; writes a report
 * that the {@code junit} step reads.
 */
public final class ValidateReleaseStep extends RegistryStep {
    /** Where the report is written unless a call says otherwise. */
    static final String JUNIT = "istio-images/validate.xml";

    private String release = AssembleCallable.OUT;
    private List<String> outputs = List.of();
    private List<String> hubs = List.of();
    private String staging;
    private String stagingCredentialsId;
    private String junit = JUNIT;
    private boolean failOnError = true;

    /** A release where {@code istioBuild} puts it. */
    @DataBoundConstructor
    public ValidateReleaseStep() {}

    public String getRelease() {
        return release;
    }

    @DataBoundSetter
    public void setRelease(String release) {
        String given = Util.fixEmptyAndTrim(release);
        this.release = given == null ? AssembleCallable.OUT : given;
    }

    public List<String> getOutputs() {
        return outputs;
    }

    /** For the form. */
    public String getOutputsText() {
        return Texts.joined(outputs);
    }

    @DataBoundSetter
    public void setOutputs(List<String> outputs) {
        this.outputs = Texts.words(outputs);
    }

    public List<String> getHubs() {
        return hubs;
    }

    /** For the form. */
    public String getHubsText() {
        return Texts.joined(hubs);
    }

    @DataBoundSetter
    public void setHubs(List<String> hubs) {
        this.hubs = Texts.words(hubs);
    }

    public String getStaging() {
        return staging;
    }

    @DataBoundSetter
    public void setStaging(String staging) {
        this.staging = Util.fixEmptyAndTrim(staging);
    }

    public String getStagingCredentialsId() {
        return stagingCredentialsId;
    }

    @DataBoundSetter
    public void setStagingCredentialsId(String stagingCredentialsId) {
        this.stagingCredentialsId = Util.fixEmptyAndTrim(stagingCredentialsId);
    }

    public String getJunit() {
        return junit;
    }

    @DataBoundSetter
    public void setJunit(String junit) {
        String given = Util.fixEmptyAndTrim(junit);
        this.junit = given == null ? JUNIT : given;
    }

    public boolean isFailOnError() {
        return failOnError;
    }

    @DataBoundSetter
    public void setFailOnError(boolean failOnError) {
        this.failOnError = failOnError;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        RegistryChoice registry = registry();
        return Checks.orAbort(() -> {
            Checks.outputs(Texts.joined(outputs));
            if (!hubs.isEmpty()) {
                Checks.hubs(hubs);
            }
            Checks.staging(Texts.text(staging));
            return new Execution(context, this, registry);
        });
    }

    static class Execution extends AgentExecution {
        private static final long serialVersionUID = 1L;

        private final String release;
        private final ArrayList<String> outputs;
        private final ArrayList<String> hubs;
        private final String staging;
        private final String stagingCredentialsId;
        private final String junit;
        private final boolean failOnError;
        private final RegistryChoice registry;

        Execution(StepContext context, ValidateReleaseStep step, RegistryChoice registry) {
            super(context);
            this.release = step.release;
            this.outputs = new ArrayList<>(step.outputs);
            this.hubs = new ArrayList<>(step.hubs);
            this.staging = Defaults.named(step.staging);
            this.stagingCredentialsId = Texts.text(step.stagingCredentialsId);
            this.junit = step.junit;
            this.failOnError = step.failOnError;
            this.registry = registry;
        }

        /** Without a registry to look at nobody's password leaves the controller. */
        @Override
        RegistryLogin registries(Run<?, ?> run) throws IOException {
            boolean staged = !staging.isEmpty() && !staging.startsWith("oci:");
            if (hubs.isEmpty() && !staged) {
                return RegistryLogin.none();
            }
            Logins logins = new Logins(run, Defaults.inForce());
            RegistryLogin login = logins.registries(registry, hubs);
            String user = stagingCredentialsId.isEmpty() ? registry.credentialsId() : stagingCredentialsId;
            return staged ? logins.users(login, user, List.of(staging)) : login;
        }

        @Override
        ReleaseValidation run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
            String report = workspace.act(new ValidateCallable(release, outputs, hubs, junit, staging, machine));
            ReleaseValidation validation = ReleaseValidation.of(report, junit);
            if (failOnError) {
                validation.orFail();
            }
            return validation;
        }
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends RegistryStepDescriptor {
        /** For Jenkins. */
        public DescriptorImpl() {
            super("validateRelease", Messages._ValidateRelease_displayName());
        }

        /** Where {@code istioBuild} leaves a release. */
        public String getDefaultRelease() {
            return AssembleCallable.OUT;
        }

        public String getDefaultJunit() {
            return JUNIT;
        }

        @POST
        public FormValidation doCheckOutputs(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> Checks.outputs(value));
        }

        @POST
        public FormValidation doCheckHubs(@AncestorInPath Item item, @QueryParameter String value) {
            List<String> named = Texts.words(List.of(value));
            return Checks.form(item, () -> {
                if (!named.isEmpty()) {
                    Checks.hubs(named);
                }
            });
        }

        @POST
        public FormValidation doCheckStaging(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> Checks.staging(value));
        }

        @POST
        public ListBoxModel doFillStagingCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String stagingCredentialsId) {
            return CredentialItems.usernamePasswords(item, stagingCredentialsId);
        }
    }
}
