package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.BuilderPublishCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderPlan;
import io.jenkins.plugins.istioimages.jenkins.data.MadeBuilders;
import io.jenkins.plugins.istioimages.jenkins.data.PublishedBuilders;
import io.jenkins.plugins.istioimages.jenkins.images.ImagesAction;
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
        PublishedBuilders run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
            if (plan.images().isEmpty()) {
                return PublishedBuilders.none();
            }
            return PublishedBuilders.check(plan, workspace.act(new BuilderPublishCallable(plan, made, machine)));
        }

        /** What was published is on the run's page before the step fails for what was not. */
        @Override
        Serializable done(Run<?, ?> run, Serializable result) throws IOException {
            PublishedBuilders published = (PublishedBuilders) result;
            Instant now = Instant.ofEpochMilli(run.getStartTimeInMillis());
            Optional<Catalog> catalog = new BuilderCatalog(plan, now).of(made, published.references());
            if (catalog.isPresent()) {
                ImagesAction.record(run, catalog.get());
            }
            published.orFail();
            return new ArrayList<>(published.references());
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
