package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
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
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code publishOci}: brings the images of a catalog to registries, byte for byte, and tags them there. */
public final class PublishOciStep extends PublishingStep {
    /** To the hub of the system configuration, until others are said. */
    @DataBoundConstructor
    public PublishOciStep() {}

    @Override
    public StepExecution start(StepContext context) throws Exception {
        PullRequests.refuse(context.get(Run.class), "publishOci");
        ImageCatalog given =
                getImages() != null ? getImages() : new RecordedCatalogs(context.get(Run.class)).choose("");
        return Checks.orAbort(() -> {
            Defaults defaults = Defaults.inForce();
            List<String> targets = defaults.hubs(getHubs());
            Checks.hubs(targets);
            ImageCatalog catalog = given.publishable(targets);
            RegistryChoice registry = registry(targets);
            String source = defaults.staging(getStaging());
            Checks.staging(source);
            PublishTags names = new PublishTags(catalog.getVersion(), getTags());
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
            this.tags = new ArrayList<>(step.getTags());
            this.registry = registry;
            this.stagingCredentialsId = Texts.text(step.getStagingCredentialsId());
            this.staging = staging;
            this.sign = Defaults.named(Texts.text(step.getSign()));
            this.signPasswordCredentialsId = Defaults.named(Texts.text(step.getSignPasswordCredentialsId()));
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
            return new ReleaseSigning(owner()).sign(images, hubs, sign, signPasswordCredentialsId, machine);
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
    public static final class DescriptorImpl extends PublishingStepDescriptor {
        /** For Jenkins. */
        public DescriptorImpl() {
            super("publishOci", Messages._PublishOci_displayName());
        }

        @Override
        void checkHubs(List<String> hubs) {
            Checks.hubs(Defaults.inForce().hubs(hubs));
        }
    }
}
