package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.FilePath;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.AssembleCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import io.jenkins.plugins.istioimages.jenkins.data.StageImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code assembleRelease}: puts what all stages made together in the workspace: files with their checksums, images as
 * archives, bills of materials, manifest and lock.
 */
public final class AssembleReleaseStep extends StagingStep {
    private final List<StageImages> stages;
    private ImageCatalog catalog;

    /**
     * @param plan of {@code istioPlan}
     * @param stages what all of its stages made
     */
    @DataBoundConstructor
    public AssembleReleaseStep(ReleasePlan plan, List<StageImages> stages) {
        super(plan);
        this.stages = stages == null ? List.of() : List.copyOf(stages);
    }

    public List<StageImages> getStages() {
        return stages;
    }

    public ImageCatalog getCatalog() {
        return catalog;
    }

    @DataBoundSetter
    public void setCatalog(ImageCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new Execution(context, getPlan(), stages, catalog == null ? "" : catalog.getYaml(), registry());
    }

    static class Execution extends StagingExecution {
        private static final long serialVersionUID = 1L;

        private final ArrayList<StageImages> stages;
        private final String catalog;

        Execution(
                StepContext context,
                ReleasePlan plan,
                List<StageImages> stages,
                String catalog,
                RegistryChoice registry) {
            super(context, plan, registry);
            this.stages = new ArrayList<>(stages);
            this.catalog = catalog;
        }

        @Override
        String run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
            List<String> records = stages.stream().map(StageImages::records).toList();
            String out = workspace.act(new AssembleCallable(plan().document(), records, catalog, machine));
            if (!AssembleCallable.OUT.equals(out)) {
                throw new WorkException("the agent says that the release is in '" + out + "'");
            }
            return out;
        }
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends InnerStepDescriptor {
        /** For Jenkins. */
        public DescriptorImpl() {
            super("assembleRelease", Messages._AssembleRelease_displayName());
        }
    }
}
