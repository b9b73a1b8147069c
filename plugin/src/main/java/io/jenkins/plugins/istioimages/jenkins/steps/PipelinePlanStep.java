package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.triggers.TimerTrigger;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.config.IstioImagesConfiguration;
import io.jenkins.plugins.istioimages.jenkins.data.PipelinePlan;
import io.jenkins.plugins.istioimages.jenkins.pipeline.Pipelines;
import io.jenkins.plugins.istioimages.jenkins.pipeline.Trigger;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code pipelinePlan}: what a pipeline of the library does in this run, and why. Builds and writes nothing. */
public final class PipelinePlanStep extends Step {
    private final String pipeline;
    private Map<String, Object> given = Map.of();
    private String since;

    /** @param pipeline name of a pipeline of the library */
    @DataBoundConstructor
    public PipelinePlanStep(String pipeline) {
        this.pipeline = pipeline;
    }

    public String getPipeline() {
        return pipeline;
    }

    public Map<String, Object> getGiven() {
        return given;
    }

    /** @param given the keys of the pipeline, as a Jenkinsfile has them */
    @DataBoundSetter
    public void setGiven(Map<String, Object> given) {
        this.given = given == null ? Map.of() : new LinkedHashMap<>(given);
    }

    public String getSince() {
        return since;
    }

    /** @param since commit of the last successful build, as {@code checkout} gives it; none if there is no such */
    @DataBoundSetter
    public void setSince(String since) {
        this.since = Util.fixEmptyAndTrim(since);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        Pipelines chosen = Checks.orAbort(() -> Pipelines.read(Texts.text(pipeline), given));
        return new Execution(context, chosen, Texts.text(since));
    }

    static class Execution extends AgentExecution {
        private static final long serialVersionUID = 1L;

        private final Pipelines pipeline;
        private final String since;

        Execution(StepContext context, Pipelines pipeline, String since) {
            super(context);
            this.pipeline = pipeline;
            this.since = since;
        }

        @Override
        PipelinePlan run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
            Run<?, ?> run = getContext().get(Run.class);
            PipelinePlan plan = pipeline.plan(
                    workspace,
                    run.getParent().getFullName(),
                    IstioImagesConfiguration.get().getHub(),
                    PullRequests.head(run),
                    trigger(run),
                    since);
            machine.say(plan.getReason());
            return plan;
        }

        private static Trigger trigger(Run<?, ?> run) {
            if (run.getCause(Cause.UserIdCause.class) != null) {
                return Trigger.PERSON;
            }
            return run.getCause(TimerTrigger.TimerTriggerCause.class) == null ? Trigger.CHANGE : Trigger.TIMER;
        }
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "pipelinePlan";
        }

        @Override
        public String getDisplayName() {
            return Messages.PipelinePlan_displayName();
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(FilePath.class, TaskListener.class, Run.class, EnvVars.class);
        }
    }
}
