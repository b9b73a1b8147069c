package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.images.ImagesAction;
import io.jenkins.plugins.istioimages.jenkins.images.RecordedPlans;
import java.io.IOException;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code recordImages}: shows a catalog on the run's page. A catalog of the same release is added to the one that the run
 * recorded before; what the step gives is the whole.
 */
public final class RecordImagesStep extends Step {
    private final ImageCatalog catalog;

    /** @param catalog as {@code collectImages} gives it */
    @DataBoundConstructor
    public RecordImagesStep(ImageCatalog catalog) {
        this.catalog = catalog;
    }

    public ImageCatalog getCatalog() {
        return catalog;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, catalog);
    }

    static class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;

        private final ImageCatalog catalog;

        Execution(StepContext context, ImageCatalog catalog) {
            super(context);
            this.catalog = catalog;
        }

        @Override
        public boolean start() throws IOException, InterruptedException {
            try {
                Run<?, ?> run = run();
                Catalog whole = ImagesAction.record(run, catalog.catalog());
                getContext()
                        .onSuccess(ImageCatalog.of(whole)
                                .from(RecordedPlans.of(run).add(catalog)));
            } catch (EngineException e) {
                throw new UserError(e);
            }
            return true;
        }

        /** Recording the same again changes nothing. */
        @Override
        public void onResume() {
            try {
                start();
            } catch (IOException | InterruptedException e) {
                getContext().onFailure(e);
            }
        }

        private Run<?, ?> run() throws IOException, InterruptedException {
            return getContext().get(Run.class);
        }
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "recordImages";
        }

        @Override
        public String getDisplayName() {
            return Messages.RecordImages_displayName();
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class);
        }
    }
}
