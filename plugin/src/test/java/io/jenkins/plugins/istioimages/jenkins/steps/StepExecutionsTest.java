package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.FilePath;
import hudson.model.TaskListener;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.jenkins.agents.GitLogin;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.MakeCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.PlanCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.PlanRequest;
import io.jenkins.plugins.istioimages.jenkins.agents.PrepareCallable;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.data.PreparedStage;
import io.jenkins.plugins.istioimages.jenkins.data.ReleasePlan;
import io.jenkins.plugins.istioimages.jenkins.data.Samples;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import io.jenkins.plugins.istioimages.jenkins.data.StageImages;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.Test;

/** What executions do with what agents answer. */
class StepExecutionsTest {
    private static final String STAGE = "istio-linux-amd64";
    private static final String KEY = Digest.sha256("key").toString();

    private final StepContext context = mock(StepContext.class);
    private final FilePath workspace = mock(FilePath.class);
    private final TaskListener log = mock(TaskListener.class);
    private final Machine machine = new Machine(Map.of(), log, RegistryLogin.none(), GitLogin.none());
    private final ReleasePlan plan = Samples.plan();

    @Test
    void a_plan_that_an_agent_made_is_read() throws Exception {
        when(workspace.act(any(PlanCallable.class))).thenReturn(Samples.document());
        try (SystemSettings system = new SystemSettings()) {
            assertThat(system.configuration.supportedReleases().all()).isNotEmpty();
            ReleasePlan read = new IstioPlanStep.Execution(context, new PlanRequest("manifest.yaml"), SomeChoices.GIT)
                    .run(workspace, machine);
            assertThat(read.getVersion()).isEqualTo("1.14.5");
        }
    }

    @Test
    void something_else_than_a_plan_is_refused() throws Exception {
        when(workspace.act(any(PlanCallable.class))).thenReturn("{\"plan\": {}}");
        try (SystemSettings system = new SystemSettings()) {
            assertThat(system.configuration.getReleases()).isEmpty();
            assertThatThrownBy(() -> new IstioPlanStep.Execution(
                                    context, new PlanRequest("manifest.yaml"), SomeChoices.GIT)
                            .run(workspace, machine))
                    .isInstanceOf(EngineException.class);
        }
    }

    @Test
    void a_stage_that_has_to_run_has_its_commands_with_real_paths() throws Exception {
        PreparedStage prepared = prepare(new PrepareCallable.Answer(KEY, "", "/ws/istio-images/" + STAGE));
        assertThat(prepared.isDone()).isFalse();
        assertThat(prepared.getCommands()).singleElement().satisfies(command -> {
            assertThat(command.getScript())
                    .isEqualTo(
                            "#!/bin/sh -e\ncd '/ws/istio-images/istio-linux-amd64/src/istio.io/istio' && exec env '-u' 'DEBUG'"
                                    + " 'GOPATH=/ws/istio-images/istio-linux-amd64' 'make' 'build-linux'");
            assertThat(command.getLabel()).isEqualTo("make build-linux");
        });
        assertThat(Serialized.copy(prepared).key()).isEqualTo(KEY);
    }

    @Test
    void a_stage_with_a_builder_image_runs_in_the_one_that_the_agent_found() throws Exception {
        String id = "sha256:" + "cd".repeat(32);
        PreparedStage prepared = prepare(
                Samples.planIn("ghcr.io/resf/build:1.14"),
                Serialized.copy(new PrepareCallable.Answer(KEY, "", "/ws/istio-images/" + STAGE).in(id, true)));
        assertThat(Serialized.copy(prepared).getContainer().getImage()).isEqualTo(id);
        assertThat(prepared.getContainer().getArguments())
                .contains("\"--userns=keep-id\"", "\"HOME=/ws/istio-images/" + STAGE + "/home\"");
        PrepareCallable.Answer evil = new PrepareCallable.Answer(KEY, "", "/ws").in("--privileged", false);
        assertThatThrownBy(() -> prepare(Samples.planIn("ghcr.io/resf/build:1.14"), evil))
                .isInstanceOf(EngineException.class);
        assertThat(prepare(evil).getContainer()).as("of a stage without one").isNull();
    }

    @Test
    void a_stage_that_was_made_before_has_its_images() throws Exception {
        PreparedStage prepared = prepare(new PrepareCallable.Answer(KEY, Samples.records(Platform.LINUX_AMD64), ""));
        assertThat(prepared.isDone()).isTrue();
        assertThat(prepared.getImages().getCount()).isEqualTo(2);
    }

    @Test
    void images_of_another_stage_are_refused() {
        String records = Samples.records(Platform.LINUX_ARM64);
        assertThatThrownBy(() -> prepare(new PrepareCallable.Answer(KEY, records, "")))
                .isInstanceOf(EngineException.class);
    }

    @Test
    void a_key_that_is_no_digest_is_refused() {
        assertThatThrownBy(() -> prepare(new PrepareCallable.Answer("$(evil)", "", "/ws")))
                .isInstanceOf(EngineException.class);
    }

    @Test
    void images_that_were_made_are_checked() throws Exception {
        when(workspace.act(any(MakeCallable.class))).thenReturn(Samples.records(Platform.LINUX_AMD64));
        StageImages images = make();
        assertThat(images.getCount()).isEqualTo(2);
        when(workspace.act(any(MakeCallable.class))).thenReturn("{\"images\": [], \"files\": []}");
        assertThatThrownBy(this::make).isInstanceOf(EngineException.class);
    }

    private PreparedStage prepare(PrepareCallable.Answer answer) throws Exception {
        return prepare(plan, answer);
    }

    private PreparedStage prepare(ReleasePlan of, PrepareCallable.Answer answer) throws Exception {
        when(workspace.act(any(PrepareCallable.class))).thenReturn(answer);
        return new PrepareIstioStageStep.Execution(context, of, STAGE, SomeChoices.REGISTRY, SomeChoices.GIT)
                .run(workspace, machine);
    }

    private StageImages make() throws Exception {
        PreparedStage prepared = new PreparedStage(STAGE, KEY, Optional.empty(), List.of());
        return new MakeIstioImagesStep.Execution(context, plan, prepared, SomeChoices.REGISTRY).run(workspace, machine);
    }
}
