package io.jenkins.plugins.istioimages.jenkins.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.jenkins.data.PipelinePlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happened to a directory of builder images, and what is done about it. */
class BuilderPipelineTest {
    private static final String STEP = "builderImage";
    private static final Head MAIN = new Head(Head.Kind.BRANCH, "main");
    private static final Head CHANGE = new Head(Head.Kind.CHANGE_REQUEST, "PR-7");
    private static final Changes UNKNOWN = Changes.unknown("there is no successful build before this one");

    private final Map<String, Object> given = new LinkedHashMap<>(Map.of("hubs", "h.example/b"));

    @Test
    void a_change_to_the_directory_builds_what_the_step_finds_changed() {
        PipelinePlan plan = plan(MAIN, "docker/builder_3.0.Dockerfile", "README.md");
        assertThat(plan.step(STEP)).isEqualTo(Map.of("hubs", List.of("h.example/b"), "since", "c0ffee"));
        assertThat(plan.getReason()).isEqualTo("branch main: changed docker/builder_3.0.Dockerfile");
        assertThat(plan.getTurn()).isEqualTo("builder images of builders/job");
    }

    @Test
    void the_makefile_is_compared_by_the_step_and_a_submodule_is_not() {
        assertThat(plan(MAIN, "Makefile").step(STEP)).containsEntry("since", "c0ffee");
        assertThat(plan(MAIN, "tools", "docker/x_1.Dockerfile").step(STEP)).doesNotContainKey("since");
    }

    @Test
    void any_other_change_does_nothing() {
        PipelinePlan plan = plan(MAIN, "README.md");
        assertThat(plan.getSteps()).isEmpty();
        assertThat(plan.getTurn()).isEmpty();
        assertThat(plan.getReason()).isEqualTo("branch main: nothing has changed that builder images are made of");
    }

    @Test
    void the_first_build_builds_all() {
        PipelinePlan plan = plan(MAIN, Trigger.CHANGE, UNKNOWN);
        assertThat(plan.step(STEP)).doesNotContainKeys("since", "checkOnly", "pull");
        assertThat(plan.getReason())
                .isEqualTo("branch main: there is no successful build before this one, so all are built");
    }

    @Test
    void a_timer_builds_all_once_more_on_new_base_images_and_leaves_tags_of_commits() {
        assertThat(plan(MAIN, Trigger.TIMER, Changes.of(List.of())).step(STEP))
                .containsEntry("pull", true)
                .containsEntry("movingTagOnly", true)
                .doesNotContainKey("since");
        given.put("pull", false);
        assertThat(plan(MAIN, Trigger.TIMER, Changes.of(List.of())).step(STEP)).containsEntry("pull", false);
    }

    @Test
    void somebody_who_presses_the_button_gets_all() {
        assertThat(plan(MAIN, Trigger.PERSON, Changes.of(List.of())).step(STEP))
                .doesNotContainKeys("since", "pull", "movingTagOnly");
    }

    @Test
    void a_pull_request_is_built_and_tried_without_credentials_and_publishes_nothing_whoever_started_it() {
        given.putAll(Map.of("credentialsId", "hub", "tree", "istio"));
        for (Trigger trigger : Trigger.values()) {
            PipelinePlan plan = plan(CHANGE, trigger, Changes.of(List.of("docker/scripts/entry.sh")));
            assertThat(plan.step(STEP))
                    .containsEntry("checkOnly", true)
                    .containsEntry("credentialsId", "none")
                    .containsEntry("tree", "istio")
                    .containsEntry("since", "c0ffee");
            assertThat(plan.getTurn()).isEqualTo("check of builders/job");
        }
        assertThat(plan(CHANGE, "README.md").getSteps()).isEmpty();
        assertThat(plan(CHANGE, Trigger.CHANGE, UNKNOWN).step(STEP))
                .containsEntry("checkOnly", true)
                .doesNotContainKey("since");
    }

    @ParameterizedTest
    @ValueSource(strings = {"feature/x", "maistra-2.6"})
    void a_branch_that_does_not_publish_is_checked(String name) {
        assertThat(plan(new Head(Head.Kind.BRANCH, name), "docker/a_1.Dockerfile")
                        .step(STEP))
                .containsEntry("checkOnly", true);
        given.put("publishBranches", "feature/*, maistra-*");
        assertThat(plan(new Head(Head.Kind.BRANCH, name), "docker/a_1.Dockerfile")
                        .step(STEP))
                .doesNotContainKey("checkOnly");
    }

    @Test
    void a_pull_request_is_compared_with_its_target_and_a_branch_with_the_last_successful_build() {
        Head request = new Head(Head.Kind.CHANGE_REQUEST, "PR-7", "maistra-2.6");
        assertThat(base(request)).isEqualTo("maistra-2.6");
        assertThat(base(CHANGE)).isEqualTo("main");
        assertThat(base(MAIN)).isEmpty();
        given.putAll(Map.of("baseBranch", "trunk", "pullRequestBranches", "main"));
        assertThat(base(request)).isEqualTo("trunk");
        assertThat(base(MAIN)).isEqualTo("trunk");
    }

    private String base(Head head) {
        return LibraryPipeline.BUILDER.base(BuilderKeys.pipeline().read(given), head);
    }

    @Test
    void a_branch_may_be_a_pull_request_by_its_name() {
        given.put("pullRequestBranches", "main");
        assertThat(plan(MAIN, "Makefile").step(STEP)).containsEntry("checkOnly", true);
    }

    @Test
    void a_tag_does_nothing() {
        assertThat(plan(new Head(Head.Kind.TAG, "v1"), "Makefile").getSteps()).isEmpty();
    }

    @Test
    void a_job_of_its_own_publishes() {
        given.putAll(Map.of("directory", "images", "versions", "3.0", "label", "docker"));
        PipelinePlan plan = plan(new Head(Head.Kind.NONE, ""), "images/scripts/x.sh");
        assertThat(plan.step(STEP))
                .containsEntry("directory", "images")
                .containsEntry("versions", List.of("3.0"))
                .containsEntry("since", "c0ffee");
        assertThat(plan.getLabel()).isEqualTo("docker");
        assertThat(plan(new Head(Head.Kind.NONE, ""), "docker/x").getSteps()).isEmpty();
    }

    @Test
    void a_commit_that_was_named_is_what_is_compared_with() {
        given.put("since", "beef");
        assertThat(plan(MAIN, "docker/a_1.Dockerfile").step(STEP)).containsEntry("since", "beef");
    }

    private PipelinePlan plan(Head head, String... changed) {
        return plan(head, Trigger.CHANGE, Changes.of(List.of(changed)));
    }

    private PipelinePlan plan(Head head, Trigger trigger, Changes changes) {
        Occasion occasion = new Occasion("builders/job", "", head, trigger, "c0ffee", changes, "", List.of());
        return new BuilderPipeline(BuilderKeys.pipeline().read(given), occasion).plan();
    }
}
