package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.jenkins.Messages;
import io.jenkins.plugins.istioimages.jenkins.agents.BuilderSurveyCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderBranch;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderPlan;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderRequest;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderSurvey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code planBuilderImages}: sees which builder images are to be made, and where. Builds nothing. */
public final class PlanBuilderImagesStep extends RegistryStep {
    private final BuilderRequest request;
    private List<String> agentLabels = List.of();
    private boolean emulate = true;

    /** @param request of {@code builderImage} */
    @DataBoundConstructor
    public PlanBuilderImagesStep(BuilderRequest request) {
        this.request = request;
    }

    public BuilderRequest getRequest() {
        return request;
    }

    public List<String> getAgentLabels() {
        return agentLabels;
    }

    /** For the form. */
    public String getAgentLabelsText() {
        return Texts.joinedLines(agentLabels);
    }

    @DataBoundSetter
    public void setAgentLabels(List<String> agentLabels) {
        this.agentLabels = Texts.lines(agentLabels);
    }

    public boolean isEmulate() {
        return emulate;
    }

    @DataBoundSetter
    public void setEmulate(boolean emulate) {
        this.emulate = emulate;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new Execution(context, request, agentLabels, emulate, registry());
    }

    static class Execution extends AgentExecution {
        private static final long serialVersionUID = 1L;

        private final BuilderRequest request;
        private final ArrayList<String> agentLabels;
        private final boolean emulate;
        private final RegistryChoice registry;

        Execution(
                StepContext context,
                BuilderRequest request,
                List<String> agentLabels,
                boolean emulate,
                RegistryChoice registry) {
            super(context);
            this.request = request;
            this.agentLabels = new ArrayList<>(agentLabels);
            this.emulate = emulate;
            this.registry = registry;
        }

        @Override
        RegistryLogin registries(Run<?, ?> run) throws IOException {
            return request.checkOnly()
                    ? RegistryLogin.none()
                    : new Logins(run, Defaults.inForce()).registries(registry, request.hubs());
        }

        @Override
        BuilderPlan run(FilePath workspace, Machine machine) throws IOException, InterruptedException {
            BuilderSurvey survey =
                    BuilderSurvey.read(workspace.act(new BuilderSurveyCallable(request, machine)), request);
            Map<String, String> named = BuilderToolsStep.labels(agentLabels);
            BuilderPlaces places =
                    new BuilderPlaces(named, Defaults.inForce().labels(named), emulate, Jenkins.get()::getLabel);
            List<BuilderBranch> branches = places.of(survey, getContext().get(Node.class));
            boolean tried = branches.stream().anyMatch(BuilderBranch::isHere);
            if (request.checkOnly() && !request.tree().isEmpty() && !branches.isEmpty() && !tried) {
                machine.notice("nothing is built in the workspace, where " + request.tree()
                        + " is, so no image is tried on it before it is published");
            }
            return new BuilderPlan(request, survey, branches);
        }
    }

    /** Its form. */
    @Extension
    public static final class DescriptorImpl extends InnerStepDescriptor {
        /** For Jenkins. */
        public DescriptorImpl() {
            super("planBuilderImages", Messages._PlanBuilderImages_displayName());
        }
    }
}
