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

/** When a proxy is compiled, which takes hours, and when it is only looked whether it could be. */
class EnvoyPipelineTest {
    private static final Head RELEASE = new Head(Head.Kind.BRANCH, "release-1.14");
    private static final Head CHANGE = new Head(Head.Kind.CHANGE_REQUEST, "PR-7");

    private final Map<String, Object> given =
            new LinkedHashMap<>(Map.of("versionFrom", "Dockerfile.version", "patches", "patch"));

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.version", "manifest.yaml", "Makefile", "patch/envoy.patch"})
    void a_change_to_what_a_proxy_is_made_of_builds_it(String path) {
        PipelinePlan plan = plan(RELEASE, path, "README.md");
        assertThat(plan.getSteps()).containsExactly("envoyBuild");
        assertThat(plan.step("envoyBuild"))
                .isEqualTo(
                        Map.of("manifest", "manifest.yaml", "versionFrom", "Dockerfile.version", "patches", "patch"));
        assertThat(plan.getTurn()).isEqualTo("proxy 1.14.5");
        assertThat(plan.getReason()).isEqualTo("branch release-1.14: changed " + path);
    }

    @Test
    void any_other_change_does_nothing() {
        PipelinePlan plan = plan(RELEASE, "README.md", "tools");
        assertThat(plan.getSteps()).isEmpty();
        assertThat(plan.getTurn()).isEmpty();
    }

    @Test
    void the_first_build_and_somebody_who_starts_one_get_a_proxy() {
        assertThat(plan(RELEASE, Trigger.CHANGE, Changes.unknown("there is none"))
                        .getSteps())
                .containsExactly("envoyBuild");
        assertThat(plan(RELEASE, Trigger.PERSON, Changes.of(List.of())).getSteps())
                .containsExactly("envoyBuild");
    }

    @Test
    void a_tag_and_a_job_of_its_own_build_one() {
        given.putAll(Map.of("version", "1.14.5", "reuse", "linux/amd64=h.example/proxyv2:1.14.5", "failFast", true));
        for (Head head : List.of(new Head(Head.Kind.TAG, "v1.14.5"), new Head(Head.Kind.NONE, ""))) {
            assertThat(plan(head).step("envoyBuild"))
                    .containsEntry("version", "1.14.5")
                    .containsEntry("reuse", List.of("linux/amd64=h.example/proxyv2:1.14.5"))
                    .containsEntry("failFast", true)
                    .doesNotContainKeys("versionFrom", "dryRun");
        }
        given.put("releaseTags", "1.*");
        assertThat(plan(new Head(Head.Kind.TAG, "nightly")).getSteps()).isEmpty();
    }

    @Test
    void a_version_has_to_be_that_of_the_branch_or_tag() {
        assertThatThrownBy(() -> plan(new Head(Head.Kind.TAG, "1.14.6")))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("tag 1.14.6 does not fit");
        assertThatThrownBy(() -> plan(new Head(Head.Kind.BRANCH, "release-1.13"), "Makefile"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not one of 1.13");
    }

    @Test
    void a_pull_request_is_planned_without_credentials_and_nothing_is_compiled() {
        given.putAll(Map.of("gitCredentialsId", "git", "gitHosts", "github.com", "bazelArgs", "--x", "staging", "s/x"));
        PipelinePlan plan = plan(CHANGE, Trigger.PERSON, Changes.of(List.of()));
        assertThat(plan.getSteps()).containsExactly("istioPlan");
        assertThat(plan.step("istioPlan"))
                .isEqualTo(Map.of(
                        "manifest", "manifest.yaml", "versionFrom", "Dockerfile.version", "gitCredentialsId", "none"));
        assertThat(plan.getTurn()).isEmpty();
    }

    @Test
    void another_branch_is_planned() {
        given.put("gitCredentialsId", "git");
        assertThat(plan(new Head(Head.Kind.BRANCH, "main"), "Makefile").step("istioPlan"))
                .containsEntry("gitCredentialsId", "git");
        given.put("releaseBranches", "main");
        assertThat(plan(new Head(Head.Kind.BRANCH, "main"), "Makefile").getSteps())
                .containsExactly("envoyBuild");
    }

    @Test
    void a_dry_run_says_what_would_be_done() {
        given.putAll(Map.of("dryRun", true, "label", "big"));
        PipelinePlan plan = plan(new Head(Head.Kind.NONE, ""));
        assertThat(plan.getSteps()).containsExactly("istioPlan");
        assertThat(plan.getReason()).startsWith("dry run, nothing is written; else: envoyBuild: this job");
        assertThat(plan.getLabel()).isEqualTo("big");
    }

    private PipelinePlan plan(Head head, String... changed) {
        return plan(head, Trigger.CHANGE, Changes.of(List.of(changed)));
    }

    private PipelinePlan plan(Head head, Trigger trigger, Changes changes) {
        Occasion occasion =
                new Occasion("istio/job", "", head, trigger, "c0ffee", changes, "1.14.5", List.of("docker"));
        return new EnvoyPipeline(EnvoyKeys.keys().read(given), occasion).plan();
    }
}
