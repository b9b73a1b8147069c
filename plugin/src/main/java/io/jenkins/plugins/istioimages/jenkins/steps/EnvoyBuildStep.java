package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.EnvoyRequest;
import io.jenkins.plugins.istioimages.jenkins.agents.PlanRequest;
import io.jenkins.plugins.istioimages.jenkins.scripts.ScriptExecution;
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
 * {@code envoyBuild}: compiles the proxy of a release for each platform on an agent of that platform, or takes it out of an
 * image, and gives the catalog of what is there then. Its body is the script of {@code istioBuild} over another plan.
 */
public final class EnvoyBuildStep extends PlannedStep {
    private List<String> reuse = List.of();
    private String patches;
    private List<String> bazelArgs = List.of();
    private String bazelCache;
    private String extensions;
    private String label;
    private boolean failFast;
    private String credentialsId;
    private List<String> plainHttp = List.of();
    private String caCredentialsId;

    /** @param manifest path of the release manifest in the workspace, or in the job's source */
    @DataBoundConstructor
    public EnvoyBuildStep(String manifest) {
        super(manifest);
    }

    public List<String> getReuse() {
        return reuse;
    }

    /** For the form. */
    public String getReuseText() {
        return Texts.joinedLines(reuse);
    }

    @DataBoundSetter
    public void setReuse(List<String> reuse) {
        this.reuse = Texts.lines(reuse);
    }

    public String getPatches() {
        return patches;
    }

    @DataBoundSetter
    public void setPatches(String patches) {
        this.patches = Util.fixEmptyAndTrim(patches);
    }

    public List<String> getBazelArgs() {
        return bazelArgs;
    }

    /** For the form. */
    public String getBazelArgsText() {
        return Texts.joinedLines(bazelArgs);
    }

    @DataBoundSetter
    public void setBazelArgs(List<String> bazelArgs) {
        this.bazelArgs = Texts.lines(bazelArgs);
    }

    public String getBazelCache() {
        return bazelCache;
    }

    @DataBoundSetter
    public void setBazelCache(String bazelCache) {
        this.bazelCache = Util.fixEmptyAndTrim(bazelCache);
    }

    public String getExtensions() {
        return extensions;
    }

    @DataBoundSetter
    public void setExtensions(String extensions) {
        this.extensions = Util.fixEmptyAndTrim(extensions);
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

    @Override
    public StepExecution start(StepContext context) throws Exception {
        PullRequests.refuse(context.get(Run.class), "envoyBuild");
        EnvoyRequest asked = request();
        if (asked.common().inContainer()) {
            DockerPipeline.check();
        }
        Map<String, Object> git = git().arguments();
        Map<String, Object> plan = new LinkedHashMap<>(git);
        plan.put("request", asked);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("planner", "envoyPlan");
        request.put("plan", plan);
        request.put(
                "registry",
                RegistryStep.checked(new RegistryChoice(credentialsId, plainHttp, caCredentialsId))
                        .arguments());
        request.put("git", git);
        request.put("label", Texts.text(label));
        request.put("failFast", failFast);
        request.put("checkOnly", false);
        request.put("validate", false);
        return new ScriptExecution(context, "IstioBuildScript", Messages.EnvoyBuild_body(), request);
    }

    /**
     * What is asked for, with what the system configuration adds, checked as far as it can be without an agent.
     *
     * @throws UserError in the words that the form says, too
     */
    EnvoyRequest request() throws UserError {
        return Checks.orAbort(() -> {
            Defaults defaults = Defaults.inForce();
            PlanRequest common = common(defaults, Defaults.named(Texts.text(getBuilderImage())));
            EnvoyRequest request = new EnvoyRequest(common)
                    .reuse(Texts.fields(reuse, "reuse"))
                    .patches(Texts.text(patches))
                    .bazelArguments(bazelArgs)
                    .bazelCache(Texts.text(bazelCache))
                    .extensions(Texts.text(extensions));
            request.check();
            return request;
        });
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends ReleaseStepDescriptor {
        @Override
        public String getFunctionName() {
            return "envoyBuild";
        }

        @Override
        public String getDisplayName() {
            return Messages.EnvoyBuild_displayName();
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

        @POST
        public FormValidation doCheckReuse(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> Checks.reuse(value));
        }
    }
}
