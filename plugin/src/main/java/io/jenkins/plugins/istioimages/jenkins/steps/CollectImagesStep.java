package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.FilePath;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.CollectCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.data.BuiltFrom;
import io.jenkins.plugins.istioimages.jenkins.data.CatalogCheck;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import io.jenkins.plugins.istioimages.jenkins.data.StageImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code collectImages}: makes an index for each image of all stages, verifies, tags, and gives the catalog. */
public final class CollectImagesStep extends StagingStep {
    private final List<StageImages> stages;

    /**
     * @param plan of {@code istioPlan}
     * @param stages what all of its stages made
     */
    @DataBoundConstructor
    public CollectImagesStep(ReleasePlan plan, List<StageImages> stages) {
        super(plan);
        this.stages = stages == null ? List.of() : List.copyOf(stages);
    }

    public List<StageImages> getStages() {
        return stages;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new Execution(context, getPlan(), stages, registry());
    }

    static class Execution extends StagingExecution {
        private static final long serialVersionUID = 1L;

        private final ArrayList<StageImages> stages;

        Execution(StepContext context, ReleasePlan plan, List<StageImages> stages, RegistryChoice registry) {
            super(context, plan, registry);
            this.stages = new ArrayList<>(stages);
        }

        @Override
        ImageCatalog run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
            List<String> records = stages.stream().map(StageImages::records).toList();
            ImageCatalog catalog =
                    ImageCatalog.of(workspace.act(new CollectCallable(plan().document(), records, machine)));
            new CatalogCheck(plan().plan(), plan().lock(), stages).check(catalog.catalog());
            return catalog.from(BuiltFrom.of(catalog.catalog(), plan()));
        }
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends InnerStepDescriptor {
        /** For Jenkins. */
        public DescriptorImpl() {
            super("collectImages", Messages._CollectImages_displayName());
        }
    }
}
