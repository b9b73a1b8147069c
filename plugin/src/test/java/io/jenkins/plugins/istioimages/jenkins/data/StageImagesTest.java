package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Plan;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageImagesTest {
    private final Plan plan = Samples.plan().plan();
    private final Stage stage = Samples.stage(Platform.LINUX_AMD64);

    @Test
    void what_the_plan_has_for_the_stage_is_taken() {
        StageImages images = Samples.images(Platform.LINUX_AMD64);
        assertThat(images.getStage()).isEqualTo("istio-linux-amd64");
        assertThat(images.getCount()).isEqualTo(2);
        assertThat(Serialized.copy(images).records()).isEqualTo(images.records());
    }

    @ParameterizedTest
    @CsvSource({
        "staging.example/istio/pilot, elsewhere.example/istio/pilot",
        "linux/amd64, linux/arm64",
        "istio-linux-amd64, istio-linux-arm64",
        "0123456789abcdef0123456789abcdef01234567, 89abcdef0123456789abcdef0123456789abcdef",
        "sha256:, sha256:00",
        "1234, -1234",
        "debug, alpine",
        "'\"pilot\"', '\"../pilot\"'",
        "'\"size\" : 1234', '\"size\" : \"many\"'"
    })
    void an_answer_that_is_not_what_was_planned_is_refused(String part, String other) {
        String records = Samples.records(Platform.LINUX_AMD64);
        String changed = records.replace(part, other);
        assertThat(changed).isNotEqualTo(records);
        assertRefused(changed);
    }

    @Test
    void an_image_that_is_missing_is_refused() {
        assertRefused(StageImages.write(List.of(Samples.record(stage, "pilot", "debug"))));
        assertRefused("[]");
    }

    @Test
    void an_image_that_was_not_planned_is_refused() {
        ImageRecord more = Samples.record(stage, "miner", "debug");
        assertRefused(StageImages.write(
                List.of(Samples.record(stage, "pilot", "debug"), Samples.record(stage, "pilot", "distroless"), more)));
    }

    @Test
    void an_image_that_comes_twice_is_refused() {
        ImageRecord one = Samples.record(stage, "pilot", "debug");
        assertRefused(StageImages.write(List.of(one, one, Samples.record(stage, "pilot", "distroless"))));
    }

    @Test
    void something_else_is_refused() {
        assertRefused("{}");
        assertRefused("<html>");
        assertRefused("[".repeat(100_000));
        assertRefused(" ".repeat((4 << 20) + 1));
    }

    private void assertRefused(String answer) {
        assertThatThrownBy(() -> StageImages.check(plan, stage, answer))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageStartingWith("the answer of the agent of stage istio-linux-amd64");
    }
}
