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
import io.jenkins.plugins.istioimages.jenkins.agents.ReleaseSignatures;
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
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** {@code publishOci}: brings the images of a catalog to registries, byte for byte, and tags them there. */
public final class PublishOciStep extends RegistryStep {
    private List<String> hubs = List.of();
    private ImageCatalog images;
    private List<String> tags = List.of();
    private String stagingCredentialsId;
    private String staging;
    private String sign;
    private String signPasswordCredentialsId;

    /** To the hub of the system configuration, until others are said. */
    @DataBoundConstructor
    public PublishOciStep() {}

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

    /** @param hubs registries and paths that images go below; none means the system configuration's */
    @DataBoundSetter
    public void setHubs(List<String> hubs) {
        this.hubs = Texts.words(hubs);
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

    public String getSign() {
        return sign;
    }

    /** @param sign id of the credentials that hold a private key */
    @DataBoundSetter
    public void setSign(String sign) {
        this.sign = Util.fixEmptyAndTrim(sign);
    }

    public String getSignPasswordCredentialsId() {
        return signPasswordCredentialsId;
    }

    /** @param signPasswordCredentialsId id of the credentials that hold the key's password */
    @DataBoundSetter
    public void setSignPasswordCredentialsId(String signPasswordCredentialsId) {
        this.signPasswordCredentialsId = Util.fixEmptyAndTrim(signPasswordCredentialsId);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        PullRequests.refuse(context.get(Run.class), "publishOci");
        ImageCatalog catalog = images != null ? images : new RecordedCatalogs(context.get(Run.class)).choose("");
        return Checks.orAbort(() -> {
            RegistryChoice registry = new RegistryChoice(getCredentialsId(), getPlainHttp(), getCaCredentialsId());
            registry.check();
            Defaults defaults = Defaults.inForce();
            List<String> targets = defaults.hubs(hubs);
            Checks.hubs(targets);
            String source = defaults.staging(staging);
            Checks.staging(source);
            PublishTags names = new PublishTags(catalog.getVersion(), tags);
            catalog.catalog().images().forEach(names::of);
            return new Execution(context, this, registry, targets, source, catalog);
        });
    }

    static class Execution extends AgentExecution {
        private static final long serialVersionUID = 1L;

        private final ImageCatalog images;
        private final ArrayList<String> hubs;
        private final ArrayList<String> tags;
        private final RegistryChoice registry;
        private final String stagingCredentialsId;
        private final String staging;
        private final String sign;
        private final String signPasswordCredentialsId;

        Execution(
                StepContext context,
                PublishOciStep step,
                RegistryChoice registry,
                List<String> hubs,
                String staging,
                ImageCatalog catalog) {
            super(context);
            this.images = catalog;
            this.hubs = new ArrayList<>(hubs);
            this.tags = new ArrayList<>(step.tags);
            this.registry = registry;
            this.stagingCredentialsId = Texts.text(step.stagingCredentialsId);
            this.staging = staging;
            this.sign = Defaults.named(Texts.text(step.sign));
            this.signPasswordCredentialsId = Defaults.named(Texts.text(step.signPasswordCredentialsId));
        }

        @Override
        RegistryLogin registries(Run<?, ?> run) throws IOException {
            List<String> sources =
                    images.getImages().stream().map(CatalogEntry::getRepository).toList();
            Logins logins = new Logins(run, Defaults.inForce());
            return logins.users(logins.registries(registry, hubs), stagingCredentialsId, sources);
        }

        @Override
        Serializable run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
            PublishCallable work = new PublishCallable(images.getYaml(), staging, hubs, tags, machine);
            String answer = workspace.act(sign.isEmpty() ? work : work.signed(signatures(machine)));
            List<String> expected = expected();
            if (!answer.equals(String.join("\n", expected))) {
                throw new WorkException("the agent published " + answer + ", not " + expected);
            }
            return new ArrayList<>(expected);
        }

        private ReleaseSignatures signatures(Machine machine) throws IOException, InterruptedException {
            ReleaseSignatures made = new ReleaseSigning(owner()).sign(images, hubs, sign, signPasswordCredentialsId);
            long unknown = made.withoutProvenance(images.catalog());
            if (unknown > 0) {
                machine.notice("it is not known how " + unknown + " images were built: they get no provenance");
            }
            return made;
        }

        /** The run that publishes. */
        Run<?, ?> owner() throws IOException, InterruptedException {
            return getContext().get(Run.class);
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
            return Checks.form(item, () -> Checks.hubs(Defaults.inForce().hubs(Texts.words(List.of(value)))));
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
        public ListBoxModel doFillCaCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String caCredentialsId) {
            return CredentialItems.authorities(item, caCredentialsId);
        }

        @POST
        public FormValidation doCheckPlainHttp(@AncestorInPath Item item, @QueryParameter String value) {
            return Checks.form(item, () -> Checks.plainHttp(value));
        }

        @POST
        public ListBoxModel doFillSignItems(@AncestorInPath Item item, @QueryParameter String sign) {
            return CredentialItems.secrets(item, sign);
        }

        @POST
        public ListBoxModel doFillSignPasswordCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String signPasswordCredentialsId) {
            return CredentialItems.secrets(item, signPasswordCredentialsId);
        }

        @POST
        public ListBoxModel doFillStagingCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String stagingCredentialsId) {
            return CredentialItems.usernamePasswords(item, stagingCredentialsId);
        }
    }
}
