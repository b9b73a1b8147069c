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
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.PublishCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.data.CatalogEntry;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.PublishTags;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.plan.Hub;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code publishOci}: brings the images of a catalog to registries, byte for byte, and tags them there. */
public final class PublishOciStep extends Step {
    private final List<String> hubs;
    private ImageCatalog images;
    private List<String> tags = List.of();
    private String credentialsId;
    private String stagingCredentialsId;
    private String staging;

    /** @param hubs registries and paths that images go below */
    @DataBoundConstructor
    public PublishOciStep(List<String> hubs) {
        this.hubs = Texts.words(hubs);
    }

    public ImageCatalog getImages() {
        return images;
    }

    /** @param images a catalog, as {@code istioBuild} gives it; none means what this run recorded last */
    @DataBoundSetter
    public void setImages(ImageCatalog images) {
        this.images = images;
    }

    public List<String> getHubs() {
        return hubs;
    }

    /** For the form. */
    public String getHubsText() {
        return Texts.joined(hubs);
    }

    /** For the form. */
    public String getTagsText() {
        return Texts.joined(tags);
    }

    public List<String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(List<String> tags) {
        this.tags = Texts.words(tags);
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public String getStagingCredentialsId() {
        return stagingCredentialsId;
    }

    @DataBoundSetter
    public void setStagingCredentialsId(String stagingCredentialsId) {
        this.stagingCredentialsId = Util.fixEmptyAndTrim(stagingCredentialsId);
    }

    public String getStaging() {
        return staging;
    }

    @DataBoundSetter
    public void setStaging(String staging) {
        this.staging = Util.fixEmptyAndTrim(staging);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        ImageCatalog catalog = images != null ? images : new RecordedCatalogs(context.get(Run.class)).choose("");
        return Checks.orAbort(() -> {
            Checks.hubs(String.join(" ", hubs));
            Checks.staging(ReleaseStep.text(staging));
            PublishTags names = new PublishTags(catalog.getVersion(), tags);
            catalog.catalog().images().forEach(names::of);
            return new Execution(context, this, catalog);
        });
    }

    static class Execution extends AgentExecution {
        private static final long serialVersionUID = 1L;

        private final ImageCatalog images;
        private final ArrayList<String> hubs;
        private final ArrayList<String> tags;
        private final String credentialsId;
        private final String stagingCredentialsId;
        private final String staging;

        Execution(StepContext context, PublishOciStep step, ImageCatalog catalog) {
            super(context);
            this.images = catalog;
            this.hubs = new ArrayList<>(step.hubs);
            this.tags = new ArrayList<>(step.tags);
            this.credentialsId = ReleaseStep.text(step.credentialsId);
            this.stagingCredentialsId = ReleaseStep.text(step.stagingCredentialsId);
            this.staging = ReleaseStep.text(step.staging);
        }

        @Override
        RegistryLogin login(Run<?, ?> run) throws IOException {
            List<String> sources =
                    images.getImages().stream().map(CatalogEntry::getRepository).toList();
            RegistryLogin target = Logins.add(RegistryLogin.none(), run, credentialsId, hubs);
            return Logins.add(target, run, stagingCredentialsId, sources);
        }

        @Override
        Serializable run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
            String answer = workspace.act(new PublishCallable(images.getYaml(), staging, hubs, tags, machine));
            List<String> expected = expected();
            if (!answer.equals(String.join("\n", expected))) {
                throw new WorkException("the agent published " + answer + ", not " + expected);
            }
            return new ArrayList<>(expected);
        }

        private List<String> expected() {
            PublishTags names = new PublishTags(images.getVersion(), tags);
            List<String> references = new ArrayList<>();
            for (String hub : hubs) {
                images.catalog().images().forEach(image -> names.of(image).stream()
                        .map(tag -> Hub.parse(hub).image(image.name()).tag(tag))
                        .map(Reference::toString)
                        .forEach(references::add));
            }
            return references;
        }
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "publishOci";
        }

        @Override
        public String getDisplayName() {
            return Messages.PublishOci_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(FilePath.class, TaskListener.class, Run.class, EnvVars.class);
        }

        @POST
        public FormValidation doCheckHubs(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> Checks.hubs(value));
        }

        @POST
        public FormValidation doCheckTags(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> Texts.words(List.of(value)).forEach(PublishTags::check));
        }

        @POST
        public FormValidation doCheckStaging(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> Checks.staging(value));
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return CredentialItems.usernamePasswords(item, credentialsId);
        }

        @POST
        public ListBoxModel doFillStagingCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String stagingCredentialsId) {
            return CredentialItems.usernamePasswords(item, stagingCredentialsId);
        }
    }
}
