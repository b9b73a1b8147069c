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
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.BuilderImagesCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.BuilderRequest;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.plan.Hub;
import java.io.IOException;
import java.io.Serializable;
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

/** {@code builderImage}: builds builder images on this agent, tries them, and publishes them, their tags last. */
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

    @Override
    public StepExecution start(StepContext context) throws Exception {
        PullRequests.refuse(context.get(Run.class), "builderImage");
        RegistryChoice registry = registry();
        BuilderRequest request = Checks.orAbort(() -> {
            BuilderRequest asked = new BuilderRequest(
                            directory, Defaults.inForce().hubs(hubs))
                    .versions(versions, ReleaseStep.text(since))
                    .platforms(platforms)
                    .tree(ReleaseStep.text(tree), checkCommand)
                    .containers(ReleaseStep.text(containers), ReleaseStep.text(network), pull)
                    .movingTagOnly(movingTagOnly);
            asked.check();
            return asked;
        });
        return new Execution(context, request, registry);
    }

    static class Execution extends AgentExecution {
        private static final long serialVersionUID = 1L;

        private final BuilderRequest request;
        private final RegistryChoice registry;

        Execution(StepContext context, BuilderRequest request, RegistryChoice registry) {
            super(context);
            this.request = request;
            this.registry = registry;
        }

        @Override
        RegistryLogin registries(Run<?, ?> run) throws IOException {
            return new Logins(run, Defaults.inForce()).registries(registry, request.hubs());
        }

        @Override
        Serializable run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
            ArrayList<String> references = new ArrayList<>();
            workspace
                    .act(new BuilderImagesCallable(request, machine))
                    .lines()
                    .map(this::checked)
                    .forEach(references::add);
            return references;
        }

        /** A tag in one of the hubs, with a digest, or the agent is not believed. */
        private String checked(String line) {
            try {
                Reference reference = Reference.parse(line);
                boolean ours = request.hubs().stream()
                        .map(hub -> Hub.parse(hub).repository())
                        .anyMatch(hub ->
                                hub.resolve(reference.repository().name()).equals(reference.repository()));
                if (ours && reference.tag().isPresent() && reference.digest().isPresent()) {
                    return reference.toString();
                }
            } catch (InputException e) {
                throw new WorkException("the agent published '" + line + "': " + e.getMessage(), e);
            }
            throw new WorkException("the agent published '" + line + "', which is in none of " + request.hubs());
        }
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
