package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.PrepareCallable;
import io.jenkins.plugins.istioimages.jenkins.data.PreparedStage;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import io.jenkins.plugins.istioimages.jenkins.data.StageCommand;
import io.jenkins.plugins.istioimages.jenkins.data.StageContainer;
import io.jenkins.plugins.istioimages.jenkins.data.StageImages;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.plan.Plan;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code prepareIstioStage}: takes what a stage made before, or gets its sources ready on the agent for its commands.
 */
public final class PrepareIstioStageStep extends SourcesStep {
    private final String stage;

    /**
     * @param plan of {@code istioPlan}
     * @param stage id of one of its stages
     */
    @DataBoundConstructor
    public PrepareIstioStageStep(ReleasePlan plan, String stage) {
        super(plan);
        this.stage = stage;
    }

    public String getStage() {
        return stage;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new Execution(context, getPlan(), stage, registry(), git());
    }

    static class Execution extends StagingExecution {
        private static final long serialVersionUID = 1L;

        private final String stage;
        private final GitChoice git;

        Execution(StepContext context, ReleasePlan plan, String stage, RegistryChoice registry, GitChoice git) {
            super(context, plan, registry);
            this.stage = stage;
            this.git = git;
        }

        @Override
        GitLogin git(Run<?, ?> run) throws IOException {
            return new Logins(run, Defaults.inForce()).git(git);
        }

        @Override
        PreparedStage run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
            Plan whole = plan().plan();
            Stage todo = plan().stage(stage);
            PrepareCallable.Answer answer = workspace.act(new PrepareCallable(plan().document(), stage, machine));
            String key = Digest.parse(answer.key()).toString();
            if (!answer.made().isEmpty()) {
                StageImages before = StageImages.check(whole, todo, answer.made());
                return new PreparedStage(stage, key, Optional.of(before), List.of());
            }
            PreparedStage prepared = new PreparedStage(
                    stage,
                    key,
                    Optional.empty(),
                    todo.commands().stream()
                            .map(command -> StageCommand.of(command.at(answer.directory())))
                            .toList());
            return todo.inContainer() ? prepared.in(container(todo, answer)) : prepared;
        }

        private StageContainer container(Stage todo, PrepareCallable.Answer answer) {
            return StageContainer.of(todo, answer.directory(), plan().container(), answer.image(), answer.keepsUser());
        }
    }

    /** Its form: scripts of the plugin call it, so it stands among the advanced steps. */
    @Extension
    public static final class DescriptorImpl extends SourcesStepDescriptor {
        /** For Jenkins. */
        public DescriptorImpl() {
            super("prepareIstioStage", Messages._PrepareIstioStage_displayName());
        }
    }
}
