package io.jenkins.plugins.istioimages.jenkins.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.data.PipelinePlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happened, what was asked for, and what is done about it. */
class IstioPipelineTest {
    private static final Head RELEASE = new Head(Head.Kind.BRANCH, "release-1.14");
    private static final Head MAIN = new Head(Head.Kind.BRANCH, "main");
    private static final Head TAG = new Head(Head.Kind.TAG, "1.14.5");
    private static final Head CHANGE = new Head(Head.Kind.CHANGE_REQUEST, "PR-7");
    private static final Head NONE = new Head(Head.Kind.NONE, "");

    private final Map<String, Object> given = new LinkedHashMap<>(Map.of("versionFrom", "Dockerfile.version"));
    private List<String> outputs = List.of("docker");

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.version", "manifest.yaml", "Makefile"})
    void a_change_to_what_a_release_is_made_of_releases_into_staging(String path) {
        PipelinePlan plan = plan(RELEASE, path, "README.md");
        assertThat(plan.getSteps()).containsExactly("istioBuild");
        assertThat(plan.step("istioBuild"))
                .containsEntry("manifest", "manifest.yaml")
                .containsEntry("versionFrom", "Dockerfile.version")
                .doesNotContainKey("checkOnly");
        assertThat(plan.getTurn()).isEqualTo("release 1.14.5");
        assertThat(plan.getReason()).isEqualTo("branch release-1.14: changed " + path);
    }

    @Test
    void the_whole_set_of_resf_comes_from_a_dockerfile_version_alone() {
        given.clear();
        given.putAll(Map.of("manifest", "Dockerfile.version", "ownBases", true, "baseImageBuilder", "docker"));
        PipelinePlan plan = plan(RELEASE, "Dockerfile.version");
        assertThat(plan.step("istioBuild"))
                .containsEntry("manifest", "Dockerfile.version")
                .containsEntry("ownBases", true)
                .containsEntry("baseImageBuilder", "docker");
        assertThat(plan.getReason()).isEqualTo("branch release-1.14: changed Dockerfile.version");
        given.put("builderImages", Map.of("directory", "tools/docker/build-tools"));
        assertThat(plan(RELEASE, "tools").getSteps()).containsExactly("builderImage");
        assertThat(plan(RELEASE, "Dockerfile.version").getSteps()).containsExactly("istioBuild");
    }

    @Test
    void a_release_with_files_is_validated_unless_it_is_a_part_of_one() {
        assertThat(validates()).as("images alone").isFalse();
        outputs = List.of("docker", "helm");
        assertThat(validates()).isTrue();
        given.put("outputs", List.of("docker"));
        assertThat(validates()).isFalse();
        given.put("outputs", List.of("docker", "rpm"));
        assertThat(validates()).as("the manifest has no rpm").isFalse();
        given.put("outputs", List.of("helm"));
        assertThat(validates()).isTrue();
        given.put("images", List.of("pilot"));
        assertThat(validates()).isFalse();
        given.put("validate", true);
        assertThat(validates()).isTrue();
        given.remove("images");
        given.put("validate", false);
        assertThat(validates()).isFalse();
    }

    private boolean validates() {
        return (boolean) plan(RELEASE, "Makefile").step("istioBuild").get("validate");
    }

    @Test
    void any_other_change_does_nothing() {
        PipelinePlan plan = plan(RELEASE, "README.md", "docs/x.md");
        assertThat(plan.getSteps()).isEmpty();
        assertThat(plan.getTurn()).isEmpty();
    }

    @Test
    void a_change_to_builder_files_builds_builder_images_only() {
        given.put("builderImages", Map.of("directory", "docker", "hubs", List.of("h.example/b")));
        PipelinePlan plan = plan(RELEASE, "docker/build_1.14.Dockerfile");
        assertThat(plan.getSteps()).containsExactly("builderImage");
        assertThat(plan.step("builderImage"))
                .containsEntry("hubs", List.of("h.example/b"))
                .containsEntry("since", "c0ffee");
    }

    @Test
    void a_submodule_of_tools_says_nothing_of_single_versions_so_all_are_built() {
        given.put("builderImages", Map.of("directory", "docker"));
        assertThat(plan(RELEASE, "tools").step("builderImage")).doesNotContainKey("since");
    }

    @Test
    void without_builder_images_a_change_to_tools_does_nothing() {
        PipelinePlan plan = plan(RELEASE, "tools");
        assertThat(plan.getSteps()).isEmpty();
        assertThat(plan.getReason()).endsWith("and none are named");
    }

    @Test
    void both_changes_do_both_and_builder_images_come_first() {
        given.put("builderImages", Map.of());
        assertThat(plan(RELEASE, "tools", "Makefile").getSteps()).containsExactly("builderImage", "istioBuild");
    }

    @Test
    void the_first_build_of_a_release_branch_releases_unless_it_shall_not() {
        Changes unknown = Changes.unknown("there is no successful build before this one");
        assertThat(plan(RELEASE, Trigger.CHANGE, unknown, "1.14.5").getSteps()).containsExactly("istioBuild");
        given.put("firstBuild", "nothing");
        assertThat(plan(RELEASE, Trigger.CHANGE, unknown, "1.14.5").getSteps()).isEmpty();
    }

    @Test
    void somebody_who_presses_the_button_gets_a_release() {
        assertThat(plan(RELEASE, Trigger.PERSON, Changes.of(List.of()), "1.14.5")
                        .getSteps())
                .containsExactly("istioBuild");
    }

    @Test
    void credentials_of_single_registries_go_to_what_publishes_and_are_checked_before_anything_is_built() {
        List<Map<String, Object>> rows = List.of(Map.of("registry", "ghcr.io", "credentialsId", "ghcr"));
        given.putAll(Map.of("hubs", "h.example/istio ghcr.io/istio", "hubCredentials", rows));
        assertThat(plan(TAG).step("publishOci")).containsEntry("hubCredentials", rows);
        given.put("publish", Map.of("aliases", "latest"));
        assertThat(plan(TAG).step("publishRelease")).containsEntry("hubCredentials", rows);
        assertThat(plan(TAG).step("istioBuild")).doesNotContainKey("hubCredentials");

        given.put("hubs", "h.example/istio");
        assertThatThrownBy(() -> plan(TAG))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("hubCredentials: no hub is in 'ghcr.io'");
        given.put("publish", Map.of("chartHubs", "ghcr.io/charts"));
        assertThat(plan(TAG).step("publishRelease")).containsEntry("hubCredentials", rows);
        given.put("hubCredentials", List.of(Map.of("registry", "ghcr.io", "credentialId", "ghcr")));
        assertThatThrownBy(() -> plan(RELEASE)).hasMessageContaining("did you mean 'credentialsId'?");
        given.put("hubCredentials", List.of(Map.of("credentialsId", "ghcr")));
        assertThatThrownBy(() -> plan(RELEASE)).hasMessageStartingWith("hubCredentials: '' is wrong");
        given.put("hubCredentials", "ghcr.io=ghcr");
        assertThatThrownBy(() -> plan(RELEASE))
                .hasMessage("istioPipeline: hubCredentials is a list of maps, not 'ghcr.io=ghcr'");
    }

    @Test
    void a_tag_publishes_to_the_hubs() {
        given.putAll(Map.of("hubs", "h.example/istio", "credentialsId", "hub", "stagingCredentialsId", "staging"));
        PipelinePlan plan = plan(TAG);
        assertThat(plan.getSteps()).containsExactly("istioBuild", "publishOci");
        assertThat(plan.step("istioBuild")).containsEntry("credentialsId", "staging");
        assertThat(plan.step("publishOci"))
                .containsEntry("hubs", List.of("h.example/istio"))
                .containsEntry("credentialsId", "hub");
    }

    @Test
    void more_targets_are_published_to_together_with_the_hubs() {
        given.putAll(Map.of(
                "hubs", "h.example/istio", "gitHosts", "git.example", "gitCredentialsId", "reader", "tags", "1.14"));
        given.put("publish", Map.of("gitTags", true, "github", "resf", "gitCredentialsId", "writer"));
        PipelinePlan plan = plan(TAG);
        assertThat(plan.getSteps()).containsExactly("istioBuild", "publishRelease");
        assertThat(plan.step("publishRelease"))
                .containsEntry("hubs", List.of("h.example/istio"))
                .containsEntry("tags", List.of("1.14"))
                .containsEntry("gitTags", true)
                .containsEntry("github", "resf")
                .containsEntry("gitHosts", List.of("git.example"))
                .containsEntry("gitCredentialsId", "writer");
    }

    @Test
    void what_is_published_is_named_as_the_step_names_it_and_not_in_a_pull_request() {
        given.put("publish", Map.of("gitTag", true));
        assertThatThrownBy(() -> plan(TAG))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("publish knows no key 'gitTag'; did you mean 'gitTags'?");
        given.put("publish", Map.of("gitTags", true));
        assertThat(plan(MAIN, "Makefile").getSteps()).containsExactly("istioBuild");
    }

    @Test
    void a_tag_may_have_a_leading_v_and_has_to_name_the_version() {
        assertThat(plan(new Head(Head.Kind.TAG, "v1.14.5")).getSteps()).contains("publishOci");
        assertThatThrownBy(() -> plan(new Head(Head.Kind.TAG, "1.14.6")))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("tag 1.14.6 does not fit: the version of its tree is 1.14.5");
    }

    @Test
    void a_tag_that_is_none_of_a_release_does_nothing() {
        given.put("releaseTags", "1.*");
        assertThat(plan(new Head(Head.Kind.TAG, "nightly")).getSteps()).isEmpty();
    }

    @Test
    void a_pull_request_is_checked_without_credentials_and_publishes_nothing_whatever_is_asked_for() {
        given.putAll(Map.of(
                "target",
                "hubs",
                "credentialsId",
                "hub",
                "gitCredentialsId",
                "git",
                "gitHosts",
                "github.com",
                "staging",
                "s.example/x"));
        PipelinePlan plan = plan(CHANGE, Trigger.PERSON, Changes.of(List.of()), "1.14.5");
        assertThat(plan.getSteps()).containsExactly("istioBuild");
        assertThat(plan.step("istioBuild"))
                .containsEntry("checkOnly", true)
                .containsEntry("credentialsId", "none")
                .containsEntry("gitCredentialsId", "none")
                .doesNotContainKeys("staging", "gitHosts");
        assertThat(plan.getTurn()).isEqualTo("check of istio/job");
    }

    @Test
    void a_branch_may_be_a_pull_request_by_its_name() {
        given.put("pullRequestBranches", "pr/*");
        assertThat(plan(new Head(Head.Kind.BRANCH, "pr/7")).step("istioBuild"))
                .containsEntry("gitCredentialsId", "none");
    }

    @Test
    void another_branch_is_checked_unless_somebody_says_a_target() {
        assertThat(plan(MAIN, "Makefile").step("istioBuild")).containsEntry("checkOnly", true);
        assertThat(plan(MAIN, Trigger.PERSON, Changes.of(List.of()), "1.15.0").step("istioBuild"))
                .containsEntry("checkOnly", true);
        given.put("target", "hubs");
        assertThat(plan(MAIN, Trigger.PERSON, Changes.of(List.of()), "1.15.0").getSteps())
                .containsExactly("istioBuild", "publishOci");
        assertThat(plan(MAIN, "Makefile").getSteps()).containsExactly("istioBuild");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.13.9", "1.140.0", "2022-10-12"})
    void a_branch_of_a_series_releases_no_other(String version) {
        assertThatThrownBy(() -> plan(RELEASE, Trigger.PERSON, Changes.of(List.of()), version))
                .hasMessage("branch release-1.14 does not fit: it says version " + version + ", not one of 1.14");
    }

    @Test
    void a_job_of_its_own_releases_what_its_parameters_say() {
        given.putAll(Map.of("version", "1.14.6", "target", "hubs", "platforms", "linux/arm64"));
        PipelinePlan plan = plan(NONE, Trigger.PERSON, Changes.of(List.of()), "1.14.6");
        assertThat(plan.getSteps()).containsExactly("istioBuild", "publishOci");
        assertThat(plan.step("istioBuild"))
                .containsEntry("version", "1.14.6")
                .containsEntry("platforms", List.of("linux/arm64"))
                .doesNotContainKey("versionFrom");
    }

    @Test
    void a_dry_run_plans_and_says_what_it_would_do() {
        given.putAll(Map.of("dryRun", true, "target", "hubs", "label", "big", "plainHttp", "r:5000"));
        PipelinePlan plan = plan(NONE);
        assertThat(plan.getSteps()).containsExactly("istioPlan");
        assertThat(plan.step("istioPlan")).containsOnlyKeys("manifest", "versionFrom");
        assertThat(plan.getReason()).startsWith("dry run, nothing is written; else: istioBuild, publishOci: ");
        assertThat(plan.getTurn()).isEmpty();
        assertThat(plan.getLabel()).isEqualTo("big");
    }

    @Test
    void a_target_that_is_not_there_is_refused() {
        given.put("target", "stagin");
        assertThatThrownBy(() -> plan(NONE))
                .hasMessage("istioPipeline: target is 'stagin', not one of staging, hubs; did you mean 'staging'?");
    }

    private PipelinePlan plan(Head head, String... changed) {
        return plan(head, Trigger.CHANGE, Changes.of(List.of(changed)), "1.14.5");
    }

    private PipelinePlan plan(Head head, Trigger trigger, Changes changes, String version) {
        Occasion occasion = new Occasion("istio/job", "", head, trigger, "c0ffee", changes, version, outputs);
        return new IstioPipeline(IstioKeys.keys().read(given), occasion).plan();
    }
}
