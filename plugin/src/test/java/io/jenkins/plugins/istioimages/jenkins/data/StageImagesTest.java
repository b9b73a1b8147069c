package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.build.StageRecords;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Plan;
import io.jenkins.plugins.istioimages.plan.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageImagesTest {
    private static final String DEBIAN = "debian-linux-arm64";

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
        assertRefused(write(Samples.record(stage, "pilot", "debug")));
        assertRefused("[]");
    }

    @Test
    void an_image_that_was_not_planned_is_refused() {
        ImageRecord more = Samples.record(stage, "miner", "debug");
        assertRefused(
                write(Samples.record(stage, "pilot", "debug"), Samples.record(stage, "pilot", "distroless"), more));
    }

    @Test
    void an_image_that_comes_twice_is_refused() {
        ImageRecord one = Samples.record(stage, "pilot", "debug");
        assertRefused(write(one, one, Samples.record(stage, "pilot", "distroless")));
    }

    @Test
    void something_else_is_refused() {
        assertRefused("{}");
        assertRefused("[]");
        assertRefused("<html>");
        assertRefused("[".repeat(100_000));
        assertRefused(" ".repeat((4 << 20) + 1));
    }

    @Test
    void files_that_the_plan_has_or_whose_directory_it_knows_are_taken() {
        ReleasePlan whole = Samples.planWithFiles();
        StageImages licenses = checked(whole, "licenses", Samples.records(whole.stage("licenses")));
        assertThat(licenses.getFiles()).containsExactly("licenses/istio.tar.gz");
        assertThat(licenses.getCount()).isZero();
        assertThat(licenses).hasToString("1 files of stage licenses");
        assertThat(checked(whole, DEBIAN, Samples.records(whole.stage(DEBIAN))).getFiles())
                .containsExactly("deb/istio-sidecar-arm64.deb");
    }

    @ParameterizedTest
    @CsvSource({
        "debian-linux-arm64, deb/istio-sidecar-arm64.deb, deb/istio-sidecar.deb",
        "debian-linux-arm64, '\"debian-linux-arm64\"', '\"licenses\"'",
        "debian-linux-arm64, sha256:, sha256:00",
        "debian-linux-arm64, '12', '-12'",
        "licenses, licenses/istio.tar.gz, manifest.yaml",
        "licenses, licenses/istio.tar.gz, licenses/../manifest.yaml",
        "licenses, licenses/istio.tar.gz, /etc/passwd"
    })
    void files_that_are_not_what_was_planned_are_refused(String id, String part, String other) {
        ReleasePlan whole = Samples.planWithFiles();
        String records = Samples.records(whole.stage(id));
        assertThat(records).contains(part);
        assertThatThrownBy(() -> checked(whole, id, records.replace(part, other)))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageStartingWith("the answer of the agent of stage " + id);
    }

    @Test
    void a_stage_that_makes_files_makes_no_images_and_the_other_way_round() {
        ReleasePlan whole = Samples.planWithFiles();
        assertThatThrownBy(() -> checked(whole, DEBIAN, Samples.records(Platform.LINUX_ARM64)))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageContaining("lacks files");
        assertRefused(Samples.records(whole.stage(DEBIAN)));
    }

    private static StageImages checked(ReleasePlan whole, String id, String records) {
        return StageImages.check(whole.plan(), whole.stage(id), records);
    }

    private static String write(ImageRecord... images) {
        return StageImages.write(StageRecords.ofImages(List.of(images)));
    }

    private void assertRefused(String answer) {
        assertThatThrownBy(() -> StageImages.check(plan, stage, answer))
                .isInstanceOf(MalformedContentException.class)
                .hasMessageStartingWith("the answer of the agent of stage istio-linux-amd64");
    }
}
