package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.builder.BuilderPublication.Parts;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.util.List;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MadeBuildersTest {
    private final BuilderPlan plan = Serialized.copy(BuilderSamples.plan());
    private final BuilderBranch here = plan.branch("builder-linux-amd64");
    private final BuilderBranch away = plan.branch("builder-linux-arm64");
    private final PlannedBuilder image = plan.images().get(0);

    @Test
    void platforms_of_branches_become_parts_of_an_image() {
        MadeBuilders one = check(here, BuilderSamples.made(Platform.LINUX_AMD64));
        MadeBuilders other = check(away, BuilderSamples.made(Platform.LINUX_ARM64));
        Parts parts = MadeBuilders.parts(List.of(one, other), image);
        assertThat(parts.records())
                .extracting(ImageRecord::platform)
                .containsExactlyElementsOf(BuilderSamples.PLATFORMS);
        assertThat(parts.failures()).isEmpty();
        assertThat(MadeBuilders.parts(List.of(one, other), plan.images().get(1)).records())
                .isEmpty();
    }

    @Test
    void one_platform_that_failed_is_a_failure_of_the_image() throws Exception {
        MadeBuilders one = check(here, BuilderSamples.failed());
        MadeBuilders lost = MadeBuilders.failed(plan, away, new IOException("the agent is gone"));
        assertThat(MadeBuilders.parts(List.of(one, lost), image).failures())
                .containsExactly("make ended with 2", "builder-linux-arm64: the agent is gone");
        assertThat(MadeBuilders.failed(plan, away, new IOException()))
                .hasToString("builder-linux-arm64: [], failed:"
                        + " {maistra-builder:3.0=builder-linux-arm64: java.io.IOException}");
    }

    @Test
    void an_abort_is_none_and_the_loss_of_an_agent_is() throws Exception {
        FlowInterruptedException abort = interruption(mock(CauseOfInterruption.class));
        assertThatThrownBy(() -> MadeBuilders.failed(plan, away, abort)).isSameAs(abort);
        MadeBuilders lost = MadeBuilders.failed(plan, away, interruption(new RemovedNodeCause()));
        assertThat(MadeBuilders.parts(List.of(lost), image).failures()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "quay.io/maistra-dev/maistra-builder, evil.example/maistra-builder",
        "linux/amd64, linux/arm64",
        "builder-linux-amd64, builder-linux-arm64",
        "0123456789abcdef0123456789abcdef01234567, 89abcdef0123456789abcdef0123456789abcdef",
        "sha256:, sha256:00",
        "1234, -1234",
        "'\"variant\" : \"3.0\"', '\"variant\" : \"2.4\"'",
        "'\"maistra-builder:3.0\"', '\"maistra-builder:2.4\"'",
        "'\"records\"', '\"others\"'"
    })
    void an_answer_that_is_not_what_was_planned_is_refused(String part, String other) {
        String answer = BuilderSamples.made(Platform.LINUX_AMD64);
        String changed = answer.replace(part, other);
        assertThat(changed).isNotEqualTo(answer);
        assertRefused(changed);
    }

    @Test
    void something_else_is_refused() {
        assertRefused("{}");
        assertRefused("[]");
        assertRefused(" ".repeat((4 << 20) + 1));
        assertRefused(BuilderSamples.made(Platform.LINUX_ARM64));
        assertThatThrownBy(() -> plan.branch("other")).isInstanceOf(WorkException.class);
    }

    private MadeBuilders check(BuilderBranch branch, String answer) {
        return Serialized.copy(MadeBuilders.check(plan, branch, answer));
    }

    private void assertRefused(String answer) {
        assertThatThrownBy(() -> MadeBuilders.check(plan, here, answer)).isInstanceOf(EngineException.class);
    }

    private static FlowInterruptedException interruption(CauseOfInterruption cause) {
        FlowInterruptedException interruption = mock(FlowInterruptedException.class);
        when(interruption.getCauses()).thenReturn(List.of(cause));
        return interruption;
    }

    /** As workflow-durable-task-step calls it. */
    private static final class RemovedNodeCause extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "Agent was removed";
        }
    }
}
