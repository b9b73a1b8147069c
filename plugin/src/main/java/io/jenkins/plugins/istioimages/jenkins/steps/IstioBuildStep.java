package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.scripts.ScriptExecution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code istioBuild}: plans a release, builds each platform on an agent of that platform, and gives the catalog of what
 * was made. Its body is a Pipeline script of the plugin, so everything in it is durable and seen as any other step.
 */
public final class IstioBuildStep extends ReleaseStep {
    private String credentialsId;
    private List<String> plainHttp = List.of();
    private String caCredentialsId;
    private String label;
    private boolean failFast;
    private boolean checkOnly;
    private boolean validate;

    /** @param manifest path of the release manifest in the workspace, or in the job's source */
    @DataBoundConstructor
    public IstioBuildStep(String manifest) {
        super(manifest);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public List<String> getPlainHttp() {
        return plainHttp;
    }

    /** For the form. */
    public String getPlainHttpText() {
        return Texts.joined(plainHttp);
    }

    @DataBoundSetter
    public void setPlainHttp(List<String> plainHttp) {
        this.plainHttp = Texts.words(plainHttp);
    }

    public String getCaCredentialsId() {
        return caCredentialsId;
    }

    @DataBoundSetter
    public void setCaCredentialsId(String caCredentialsId) {
        this.caCredentialsId = Util.fixEmptyAndTrim(caCredentialsId);
    }

    public String getLabel() {
        return label;
    }

    @DataBoundSetter
    public void setLabel(String label) {
        this.label = Util.fixEmptyAndTrim(label);
    }

    public boolean isFailFast() {
        return failFast;
    }

    @DataBoundSetter
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    public boolean isCheckOnly() {
        return checkOnly;
    }

    @DataBoundSetter
    public void setCheckOnly(boolean checkOnly) {
        this.checkOnly = checkOnly;
    }

    public boolean isValidate() {
        return validate;
    }

    @DataBoundSetter
    public void setValidate(boolean validate) {
        this.validate = validate;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        if (!checkOnly) {
            PullRequests.refuse(context.get(Run.class), "istioBuild without checkOnly");
        }
        if (request().inContainer()) {
            DockerPipeline.check();
        }
        Map<String, Object> git = git().arguments();
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("plan", planArguments(git));
        request.put(
                "registry",
                RegistryStep.checked(new RegistryChoice(credentialsId, plainHttp, caCredentialsId))
                        .arguments());
        request.put("git", git);
        request.put("label", Texts.text(label));
        request.put("failFast", failFast);
        request.put("checkOnly", checkOnly);
        request.put("validate", validate);
        request.put("junit", validate && JUnitPlugin.isThere());
        return new ScriptExecution(context, "IstioBuildScript", Messages.IstioBuild_body(), request);
    }

    /** The arguments of {@code istioPlan}. */
    private Map<String, Object> planArguments(Map<String, Object> git) {
        Map<String, Object> plan = new LinkedHashMap<>(git);
        plan.put("manifest", getManifest());
        plan.put("version", Texts.text(getVersion()));
        plan.put("versionFrom", Texts.text(getVersionFrom()));
        plan.put("repositories", Texts.text(getRepositories()));
        plan.put("platforms", new ArrayList<>(getPlatforms()));
        plan.put("agentLabels", new ArrayList<>(getAgentLabels()));
        plan.put("builderImage", Texts.text(getBuilderImage()));
        plan.put("builderPlatform", Texts.text(getBuilderPlatform()));
        plan.put("builderUser", Texts.text(getBuilderUser()));
        plan.put("builderVolumes", new ArrayList<>(getBuilderVolumes()));
        plan.put("builderNetwork", Texts.text(getBuilderNetwork()));
        plan.put("builderEnv", new ArrayList<>(getBuilderEnv()));
        plan.put("builderPull", getBuilderPull());
        plan.put("imageBuilder", getImageBuilder());
        plan.put("ownBases", isOwnBases());
        plan.put("baseImageBuilder", getBaseImageBuilder());
        plan.put("images", new ArrayList<>(getImages()));
        plan.put("variants", new ArrayList<>(getVariants()));
        plan.put("buildEnv", new ArrayList<>(getBuildEnv()));
        plan.put("envoy", Texts.text(getEnvoy()));
        plan.put("staging", Texts.text(getStaging()));
        plan.put("outputs", new ArrayList<>(getOutputs()));
        plan.put("compressor", getCompressor());
        plan.put("allowUnsupported", isAllowUnsupported());
        return plan;
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends ReleaseStepDescriptor {
        @Override
        public String getFunctionName() {
            return "istioBuild";
        }

        @Override
        public String getDisplayName() {
            return Messages.IstioBuild_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(TaskListener.class, Run.class);
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialItems.usernamePasswords(item, credentialsId);
        }

        @POST
        public ListBoxModel doFillCaCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String caCredentialsId) {
            return CredentialItems.authorities(item, caCredentialsId);
        }

        @POST
        public FormValidation doCheckPlainHttp(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> Checks.plainHttp(value));
        }
    }
}
