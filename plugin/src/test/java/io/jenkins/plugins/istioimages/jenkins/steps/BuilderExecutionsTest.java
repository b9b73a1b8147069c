package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.FilePath;
import hudson.model.Label;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.jenkins.agents.BuilderMakeCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.BuilderPublishCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.BuilderSurveyCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderBranch;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderPlan;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderSamples;
import io.jenkins.plugins.istioimages.jenkins.data.MadeBuilders;
import io.jenkins.plugins.istioimages.jenkins.data.PublishedBuilders;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import io.jenkins.plugins.istioimages.jenkins.images.ImagesAction;
import io.jenkins.plugins.istioimages.jenkins.images.Runs;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.MockedStatic;

/** What the steps of {@code builderImage} do with what agents answer. */
class BuilderExecutionsTest {
    private static final String DIGEST = "@sha256:" + "ab".repeat(32);

    private final SystemSettings system = new SystemSettings();
    private final SomeCredentials store = new SomeCredentials();
    private final StepContext context = mock(StepContext.class);
    private final FilePath workspace = mock(FilePath.class);
    private final Machine machine =
            new Machine(Map.of(), mock(TaskListener.class), RegistryLogin.none(), GitLogin.none());
    private final BuilderPlan plan = BuilderSamples.plan();

    @AfterEach
    void close() {
        store.close();
        system.close();
    }

    @Test
    void platforms_are_given_to_agents() throws Exception {
        when(workspace.act(any(BuilderSurveyCallable.class)))
                .thenReturn(BuilderSamples.survey().write());
        try (MockedStatic<Jenkins> statics = mockStatic(Jenkins.class)) {
            Jenkins jenkins = mock(Jenkins.class);
            statics.when(Jenkins::get).thenReturn(jenkins);
            when(jenkins.getLabel("graviton")).thenReturn(mock(Label.class));
            PlanBuilderImagesStep.Execution execution = spy(new PlanBuilderImagesStep.Execution(
                    context, plan.request(), List.of("linux/arm64=graviton"), true, SomeChoices.REGISTRY));
            doReturn(context).when(execution).getContext();
            BuilderPlan made = execution.run(workspace, machine);
            assertThat(made.getBranches()).extracting(BuilderBranch::getLabel).containsExactly("", "graviton");
            assertThat(made.isAway()).isTrue();
            assertThat(made.getStash()).matches("istio-images-builder-[0-9a-f]{64}");
        }
    }

    @Test
    void what_a_branch_made_is_checked() throws Exception {
        MakeBuilderImagesStep.Execution make = new MakeBuilderImagesStep.Execution(
                context, plan, plan.branch("builder-linux-arm64"), SomeChoices.REGISTRY);
        when(workspace.act(any(BuilderMakeCallable.class))).thenReturn(BuilderSamples.made(Platform.LINUX_ARM64));
        assertThat(make.run(workspace, machine)).hasToString("builder-linux-arm64: [maistra-builder:3.0]");
        when(workspace.act(any(BuilderMakeCallable.class))).thenReturn(BuilderSamples.made(Platform.LINUX_AMD64));
        assertThatThrownBy(() -> make.run(workspace, machine)).isInstanceOf(EngineException.class);
    }

    @Test
    void an_agent_that_published_elsewhere_is_not_believed() throws Exception {
        String right = "quay.io/maistra-dev/maistra-builder:3.0" + DIGEST;
        assertThat(published(right).references()).containsExactly(right);
        for (String answer : List.of(
                "evil.example/maistra-builder:3.0" + DIGEST,
                "quay.io/maistra-dev/deeper/maistra-builder:3.0" + DIGEST,
                "quay.io/maistra-dev/maistra-builder:3.0",
                "quay.io/maistra-dev/maistra-builder" + DIGEST,
                "quay.io/maistra-dev/maistra-builder:3.0@sha256:short")) {
            assertThatThrownBy(() -> published(answer))
                    .isInstanceOf(WorkException.class)
                    .hasMessageContaining("the agent published '" + answer + "'");
        }
    }

    @Test
    void credentials_go_to_the_registries_of_the_hubs() throws Exception {
        store.password("bot", "bot", "w1");
        system.configuration.setCredentialsId("bot");
        system.configuration.setHub(BuilderSamples.HUB);
        assertThat(Serialized.copy(publish()).registries(mock(Run.class))).hasToString("logins of [quay.io]");
        system.configuration.setHub("elsewhere.example/x");
        assertThat(publish().registries(mock(Run.class))).hasToString("logins of []");
    }

    @Test
    void images_that_are_published_are_on_the_runs_page_though_another_failed(@TempDir Path directory)
            throws Exception {
        Run<?, ?> run = Runs.run(directory, 7);
        String right = "quay.io/maistra-dev/maistra-builder:3.0" + DIGEST;
        PublishBuilderImagesStep.Execution execution = publish(
                MadeBuilders.check(plan, plan.branch("builder-linux-amd64"), BuilderSamples.made(Platform.LINUX_AMD64)),
                MadeBuilders.check(
                        plan, plan.branch("builder-linux-arm64"), BuilderSamples.made(Platform.LINUX_ARM64)));
        when(workspace.act(any(BuilderPublishCallable.class)))
                .thenReturn(answer(List.of(right), List.of("maistra-builder:2.4: make ended with 2")));
        PublishedBuilders published = execution.run(workspace, machine);

        assertThatThrownBy(() -> execution.done(run, published))
                .isInstanceOf(WorkException.class)
                .hasMessage("1 of 2 builder images failed and keep their tags as they were:\n"
                        + "maistra-builder:2.4: make ended with 2");
        assertThat(ImagesAction.of(run))
                .flatExtracting(Catalog::images)
                .extracting(image -> image.variant() + " " + image.tags())
                .containsExactly("3.0 [3.0]");
        assertThat(execution.done(Runs.run(directory, 8), published(right))).isEqualTo(List.of(right));
    }

    private PublishedBuilders published(String reference) throws Exception {
        when(workspace.act(any(BuilderPublishCallable.class))).thenReturn(answer(List.of(reference), List.of()));
        return publish().run(workspace, machine);
    }

    private static String answer(List<String> published, List<String> failed) {
        ObjectNode json = Json.object();
        ArrayNode references = json.putArray("published");
        published.forEach(references::add);
        ArrayNode failures = json.putArray("failed");
        failed.forEach(failures::add);
        return Json.pretty(json);
    }

    private PublishBuilderImagesStep.Execution publish(MadeBuilders... made) {
        return new PublishBuilderImagesStep.Execution(context, plan, List.of(made), SomeChoices.REGISTRY);
    }
}
