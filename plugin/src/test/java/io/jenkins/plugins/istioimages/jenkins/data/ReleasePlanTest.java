package io.jenkins.plugins.istioimages.jenkins.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.PlannedRelease;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleasePlanTest {
    @Test
    void a_plan_comes_through_its_document_whole() {
        ReleasePlan plan = Samples.plan();
        assertThat(plan.plan()).isEqualTo(Samples.release().plan());
        assertThat(plan.lock().istio()).isEqualTo(Samples.release().lock().istio());
    }

    @Test
    void scripts_see_version_hub_notices_stages_and_lock() {
        ReleasePlan plan = Samples.plan();
        assertThat(plan.getVersion()).isEqualTo("1.14.5");
        assertThat(plan.getHub()).isEqualTo("staging.example/istio");
        assertThat(plan.getNotices()).containsExactly("only docker is made");
        assertThat(plan.getStages())
                .extracting(PlannedStage::getId, PlannedStage::getLabel)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("istio-linux-amd64", "amd64"),
                        org.assertj.core.api.Assertions.tuple("istio-linux-arm64", "arm64"));
        assertThat(plan.getLock()).contains(Samples.SHA);
    }

    @Test
    void stages_that_need_nothing_run_at_once() {
        assertThat(Samples.plan().getWaves()).singleElement().satisfies(wave -> assertThat(wave)
                .hasSize(2));
    }

    @Test
    void a_stage_that_runs_nothing_is_for_any_agent() {
        ReleasePlan whole = Samples.planWithFiles();
        assertThat(whole.getOutputs()).containsExactly("docker", "debian", "licenses");
        assertThat(whole.getStages()).extracting(PlannedStage::getLabel).containsExactly("amd64", "arm64", "", "arm64");
        assertThat(whole.only("linux/arm64", "oci:/x").getOutputs()).containsExactly("docker", "debian");
    }

    @Test
    void the_release_of_a_plan_is_what_was_planned_with_every_source_at_its_commit() {
        PlannedRelease release = PlanDocument.read(Samples.document()).release();
        assertThat(release.lock()).isEqualTo(Samples.release().lock());
        assertThat(release.plan()).isEqualTo(Samples.release().plan());
        assertThat(release.manifest().dependencies().get("istio").sha()).contains(Samples.SHA);
        assertThat(release.manifest().outputs())
                .isEqualTo(Samples.release().manifest().outputs());
    }

    @Test
    void a_plan_outlives_a_restart() {
        ReleasePlan copy = Serialized.copy(Samples.plan());
        assertThat(copy.getStages()).hasSize(2);
        assertThat(copy.stage("istio-linux-arm64")).isEqualTo(Samples.stage(Platform.LINUX_ARM64));
    }

    @Test
    void base_images_of_its_own_are_a_plan_by_themselves_and_follow_each_part() {
        assertThat(Samples.plan().getBases()).isNull();
        ReleasePlan plan = Serialized.copy(Samples.planWithBases());
        assertThat(plan.getStages()).extracting(PlannedStage::getId).startsWith("istio-linux-amd64");
        ReleasePlan bases = plan.getBases();
        assertThat(bases.getWaves()).singleElement().satisfies(wave -> assertThat(wave)
                .extracting(PlannedStage::getId)
                .containsExactly("base-linux-amd64", "base-linux-arm64"));
        assertThat(bases.getOutputs()).containsExactly("docker");
        assertThat(bases.getHub()).isEqualTo(plan.getHub());
        assertThat(bases.getBases()).isNull();

        ReleasePlan part = plan.only("linux/arm64", "oci:/x").getBases();
        assertThat(part.getStages()).extracting(PlannedStage::getId).containsExactly("base-linux-arm64");
        assertThat(PlanDocument.read(part.document()).staging()).isEqualTo("oci:/x");
    }

    @ParameterizedTest
    @CsvSource({
        "hub, other.example/istio, stands on base images of another hub: other.example/istio",
        "version, 1.14.6, 'is of 1.14.6, its lock of 1.14.5'",
    })
    void base_images_of_another_release_are_refused(String field, String other, String told) {
        ObjectNode document =
                Json.readObject(Samples.planWithBases().document().getBytes(StandardCharsets.UTF_8), "the plan");
        ((ObjectNode) document.path("bases")).put(field, other);
        assertThatThrownBy(() -> ReleasePlan.of(Json.pretty(document)))
                .isInstanceOf(MalformedContentException.class)
                .hasMessage("the plan " + told);
    }

    @Test
    void a_stage_that_is_not_in_the_plan_is_named() {
        assertThatThrownBy(() -> Samples.plan().stage("../x"))
                .isInstanceOf(WorkException.class)
                .hasMessage("the plan has no stage '../x'");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"sha\"', x",
        "0123456789abcdef0123456789abcdef01234567, 89abcdef0123456789abcdef0123456789abcdef",
        "'\"compressor\" : \"gzip\"', '\"compressor\" : \"a b\"'",
        "'\"version\" : \"1.14.5\"', '\"version\" : \"1.14.6\"'",
    })
    void a_plan_that_was_tampered_with_is_refused(String part, String other) {
        String document = Samples.document();
        String changed = part.contains("sha") ? "{}" : document.replaceFirst(part, other);
        assertThat(changed).isNotEqualTo(document);
        assertThatThrownBy(() -> ReleasePlan.of(changed)).isInstanceOf(EngineException.class);
    }

    @Test
    void an_endless_plan_is_not_even_parsed() {
        assertThatThrownBy(() -> ReleasePlan.of(" ".repeat((4 << 20) + 1)))
                .isInstanceOf(MalformedContentException.class)
                .hasMessage("the plan is larger than 4 MiB");
    }
}
