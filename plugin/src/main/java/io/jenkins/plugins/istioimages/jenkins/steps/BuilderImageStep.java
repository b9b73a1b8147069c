package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderRequest;
import io.jenkins.plugins.istioimages.jenkins.scripts.ScriptExecution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code builderImage}: builds each platform of builder images on an agent of it, tries them, and publishes them, their
 * tags last. Its body is a Pipeline script of the plugin, so everything in it is durable and seen as any other step.
 */
public final class BuilderImageStep extends BuilderToolsStep {
    private static final String DIRECTORY = "docker";

    private String directory = DIRECTORY;
    private List<String> versions = List.of();
    private List<String> platforms = List.of();
    private List<String> hubs = List.of();
    private String since;
    private boolean movingTagOnly;
    private boolean checkOnly;

    /** Everything in {@code docker/}, to the hub of the system configuration, until something else is said. */
    @DataBoundConstructor
    public BuilderImageStep() {}

    public String getDirectory() {
        return directory;
    }

    @DataBoundSetter
    public void setDirectory(String directory) {
        String text = Util.fixEmptyAndTrim(directory);
        this.directory = text == null ? DIRECTORY : text;
    }

    public List<String> getVersions() {
        return versions;
    }

    /** For the form. */
    public String getVersionsText() {
        return Texts.joined(versions);
    }

    @DataBoundSetter
    public void setVersions(List<String> versions) {
        this.versions = Texts.words(versions);
    }

    public List<String> getPlatforms() {
        return platforms;
    }

    /** For the form. */
    public String getPlatformsText() {
        return Texts.joined(platforms);
    }

    @DataBoundSetter
    public void setPlatforms(List<String> platforms) {
        this.platforms = Texts.words(platforms);
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

    public String getSince() {
        return since;
    }

    @DataBoundSetter
    public void setSince(String since) {
        this.since = Util.fixEmptyAndTrim(since);
    }

    public boolean isMovingTagOnly() {
        return movingTagOnly;
    }

    @DataBoundSetter
    public void setMovingTagOnly(boolean movingTagOnly) {
        this.movingTagOnly = movingTagOnly;
    }

    public boolean isCheckOnly() {
        return checkOnly;
    }

    @DataBoundSetter
    public void setCheckOnly(boolean checkOnly) {
        this.checkOnly = checkOnly;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        if (!checkOnly) {
            PullRequests.refuse(context.get(Run.class), "builderImage without checkOnly");
        }
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("request", request());
        plan.put("agentLabels", new ArrayList<>(getAgentLabels()));
        plan.put("emulate", isEmulate());
        return new ScriptExecution(
                context,
                "BuilderImageScript",
                Messages.BuilderImage_body(),
                Map.of("plan", plan, "registry", registry().arguments(), "checkOnly", checkOnly));
    }

    private BuilderRequest request() throws UserError {
        return Checks.orAbort(() -> {
            labels(getAgentLabels());
            BuilderRequest asked = new BuilderRequest(
                            directory, Defaults.inForce().hubs(hubs))
                    .versions(versions, Texts.text(since))
                    .platforms(platforms)
                    .tree(Texts.text(getTree()), getCheckCommand())
                    .containers(Texts.text(getContainers()), Texts.text(getNetwork()), isPull())
                    .movingTagOnly(movingTagOnly)
                    .checkOnly(checkOnly);
            asked.check();
            return asked;
        });
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends RegistryStepDescriptor {
        /** For Jenkins. */
        public DescriptorImpl() {
            super("builderImage", Messages._BuilderImage_displayName());
        }

        /** What the directory is called until somebody says otherwise. */
        public String getDefaultDirectory() {
            return DIRECTORY;
        }

        @POST
        public FormValidation doCheckHubs(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> Checks.hubs(Defaults.inForce().hubs(Texts.words(List.of(value)))));
        }

        @POST
        public FormValidation doCheckPlatforms(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> Checks.platforms(value));
        }

        @POST
        public FormValidation doCheckAgentLabels(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> Checks.labels(value));
        }
    }
}
