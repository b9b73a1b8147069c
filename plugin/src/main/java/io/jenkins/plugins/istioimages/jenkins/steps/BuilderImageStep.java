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
import io.jenkins.plugins.istioimages.jenkins.data.BuilderRequest;
import io.jenkins.plugins.istioimages.jenkins.scripts.ScriptExecution;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
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
public final class BuilderImageStep extends RegistryStep {
    private static final String DIRECTORY = "docker";

    private String directory = DIRECTORY;
    private List<String> versions = List.of();
    private List<String> platforms = List.of();
    private List<String> hubs = List.of();
    private String since;
    private String tree;
    private List<String> checkCommand = List.of();
    private String containers;
    private String network;
    private boolean pull;
    private boolean movingTagOnly;
    private boolean checkOnly;
    private List<String> agentLabels = List.of();
    private boolean emulate = true;

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

    public String getTree() {
        return tree;
    }

    @DataBoundSetter
    public void setTree(String tree) {
        this.tree = Util.fixEmptyAndTrim(tree);
    }

    public List<String> getCheckCommand() {
        return checkCommand;
    }

    /** For the form. */
    public String getCheckCommandText() {
        return Texts.joinedLines(checkCommand);
    }

    /** @param checkCommand an argument each: they may hold blanks */
    @DataBoundSetter
    public void setCheckCommand(List<String> checkCommand) {
        this.checkCommand = Texts.lines(checkCommand);
    }

    public String getContainers() {
        return containers;
    }

    @DataBoundSetter
    public void setContainers(String containers) {
        this.containers = Util.fixEmptyAndTrim(containers);
    }

    public String getNetwork() {
        return network;
    }

    @DataBoundSetter
    public void setNetwork(String network) {
        this.network = Util.fixEmptyAndTrim(network);
    }

    public boolean isPull() {
        return pull;
    }

    @DataBoundSetter
    public void setPull(boolean pull) {
        this.pull = pull;
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

    public List<String> getAgentLabels() {
        return agentLabels;
    }

    /** For the form. */
    public String getAgentLabelsText() {
        return Texts.joinedLines(agentLabels);
    }

    @DataBoundSetter
    public void setAgentLabels(List<String> agentLabels) {
        this.agentLabels = Texts.lines(agentLabels);
    }

    public boolean isEmulate() {
        return emulate;
    }

    @DataBoundSetter
    public void setEmulate(boolean emulate) {
        this.emulate = emulate;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        if (!checkOnly) {
            PullRequests.refuse(context.get(Run.class), "builderImage without checkOnly");
        }
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("request", request());
        plan.put("agentLabels", new ArrayList<>(agentLabels));
        plan.put("emulate", emulate);
        return new ScriptExecution(
                context,
                "BuilderImageScript",
                Messages.BuilderImage_body(),
                Map.of("plan", plan, "registry", registry().arguments(), "checkOnly", checkOnly));
    }

    /**
     * Label expressions by platform.
     *
     * @throws io.jenkins.plugins.istioimages.errors.InputException if a line is something else
     */
    static Map<String, String> labels(List<String> agentLabels) {
        Map<String, String> labels = new TreeMap<>();
        Texts.fields(agentLabels, "agentLabels")
                .forEach(
                        (platform, label) -> labels.put(Platform.parse(platform).toString(), label));
        return labels;
    }

    private BuilderRequest request() throws UserError {
        return Checks.orAbort(() -> {
            labels(agentLabels);
            BuilderRequest asked = new BuilderRequest(
                            directory, Defaults.inForce().hubs(hubs))
                    .versions(versions, Texts.text(since))
                    .platforms(platforms)
                    .tree(Texts.text(tree), checkCommand)
                    .containers(Texts.text(containers), Texts.text(network), pull)
                    .movingTagOnly(movingTagOnly)
                    .checkOnly(checkOnly);
            asked.check();
            return asked;
        });
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "builderImage";
        }

        @Override
        public String getDisplayName() {
            return Messages.BuilderImage_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(FilePath.class, TaskListener.class, Run.class, EnvVars.class);
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

        @POST
        public FormValidation doCheckPlainHttp(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> Checks.plainHttp(value));
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
    }
}
