package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.BuilderPublishCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderPlan;
import io.jenkins.plugins.istioimages.jenkins.data.MadeBuilders;
import io.jenkins.plugins.istioimages.jenkins.images.ImagesAction;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code publishBuilderImages}: tries what branches made, and points the tags to it. */
public final class PublishBuilderImagesStep extends RegistryStep {
    private final BuilderPlan plan;
    private final List<MadeBuilders> made;

    /**
     * @param plan of {@code planBuilderImages} in the same workspace
     * @param made of {@code makeBuilderImages}, for each branch
     */
    @DataBoundConstructor
    public PublishBuilderImagesStep(BuilderPlan plan, List<MadeBuilders> made) {
        this.plan = plan;
        this.made = made == null ? List.of() : List.copyOf(made);
    }

    public BuilderPlan getPlan() {
        return plan;
    }

    public List<MadeBuilders> getMade() {
        return made;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new Execution(context, plan, made, registry());
    }

    static class Execution extends AgentExecution {
        private static final long serialVersionUID = 1L;

        private final BuilderPlan plan;
        private final ArrayList<MadeBuilders> made;
        private final RegistryChoice registry;

        Execution(StepContext context, BuilderPlan plan, List<MadeBuilders> made, RegistryChoice registry) {
            super(context);
            this.plan = plan;
            this.made = new ArrayList<>(made);
            this.registry = registry;
        }

        @Override
        RegistryLogin registries(Run<?, ?> run) throws IOException {
            PullRequests.refuse(run, "publishBuilderImages");
            return new Logins(run, Defaults.inForce())
                    .registries(registry, plan.request().hubs());
        }

        @Override
        Serializable run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
            ArrayList<String> references = new ArrayList<>();
            if (!plan.images().isEmpty()) {
                workspace
                        .act(new BuilderPublishCallable(plan, made, machine))
                        .lines()
                        .map(this::checked)
                        .forEach(references::add);
            }
            return references;
        }

        @Override
        void done(Run<?, ?> run, Serializable result) throws IOException {
            List<String> references =
                    ((List<?>) result).stream().map(Object::toString).toList();
            Instant now = Instant.ofEpochMilli(run.getStartTimeInMillis());
            Optional<Catalog> catalog = new BuilderCatalog(plan, now).of(made, references);
            if (catalog.isPresent()) {
                ImagesAction.record(run, catalog.get());
            }
        }

        /** A tag in one of the hubs, with a digest, or the agent is not believed. */
        private String checked(String line) {
            try {
                Reference reference = Reference.parse(line);
                boolean ours = plan.request().repositories().stream()
                        .anyMatch(hub ->
                                hub.resolve(reference.repository().name()).equals(reference.repository()));
                if (ours && reference.tag().isPresent() && reference.digest().isPresent()) {
                    return reference.toString();
                }
            } catch (InputException e) {
                throw new WorkException("the agent published '" + line + "': " + e.getMessage(), e);
            }
            throw new WorkException("the agent published '" + line + "', which is in none of "
                    + plan.request().hubs());
        }
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends InnerStepDescriptor {
        /** For Jenkins. */
        public DescriptorImpl() {
            super("publishBuilderImages", Messages._PublishBuilderImages_displayName());
        }
    }
}
