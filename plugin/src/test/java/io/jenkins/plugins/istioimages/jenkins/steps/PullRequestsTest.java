package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.jenkins.agents.RegistryLogin;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderPlan;
import io.jenkins.plugins.istioimages.jenkins.data.BuilderSamples;
import io.jenkins.plugins.istioimages.jenkins.data.Samples;
import io.jenkins.plugins.istioimages.jenkins.data.Serialized;
import java.util.List;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import jenkins.scm.api.mixin.TagSCMHead;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.MockedStatic;
import org.mockito.Mockito;

/** Whoever opens a pull request may write its Jenkinsfile, too: what steps refuse whatever it says. */
class PullRequestsTest {
    private final Run<?, ?> run = mock(Run.class);
    private SystemSettings system;
    private MockedStatic<Util> util;

    @BeforeEach
    void begin() {
        system = new SystemSettings();
        util = Mockito.mockStatic(Util.class);
        util.when(() -> Util.fixEmptyAndTrim(any())).thenAnswer(call -> call.getArgument(0));
    }

    @AfterEach
    void end() {
        util.close();
        system.close();
    }

    @Test
    void what_a_branch_source_calls_a_change_is_one() {
        builds("PR-7", ChangeRequestSCMHead.class);
        assertThat(PullRequests.head(run)).hasToString("pull request PR-7");
        builds("1.14.5", TagSCMHead.class);
        assertThat(PullRequests.head(run)).hasToString("tag 1.14.5");
        builds("main", Runnable.class);
        assertThat(PullRequests.head(run)).hasToString("branch main");
    }

    @Test
    void names_of_the_system_make_branches_of_plain_git_pull_requests() {
        system.configuration.setPullRequestBranches("pr/*, dependabot/*");
        builds("pr/7", Runnable.class);
        assertThat(PullRequests.head(run).isChangeRequest()).isTrue();
        builds("release-1.14", Runnable.class);
        assertThat(PullRequests.head(run).isChangeRequest()).isFalse();
    }

    @Test
    void they_publish_nothing() throws Exception {
        builds("PR-7", ChangeRequestSCMHead.class);
        Contexts contexts = new Contexts();
        assertThatThrownBy(() -> new PublishOciStep().start(contexts.context))
                .isInstanceOf(AbortException.class)
                .hasMessage("publishOci: this is a run of pull request PR-7, which publishes nothing; a branch or a tag"
                        + " does");
        assertThatThrownBy(() -> new PublishReleaseStep().start(contexts.context))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("publishRelease: this is a run of pull request PR-7");
        assertThatThrownBy(() -> new IstioBuildStep("manifest.yaml").start(contexts.context))
                .hasMessageStartingWith("istioBuild without checkOnly: this is a run of pull request PR-7");
    }

    @Test
    void they_publish_no_wasm_and_builder_images_either() throws Exception {
        builds("PR-7", ChangeRequestSCMHead.class);
        Contexts contexts = new Contexts();
        assertThatThrownBy(() -> new WasmImageStep("a.wasm", "h.example/a:1").start(contexts.context))
                .hasMessageStartingWith("wasmImage without checkOnly: this is a run of pull request PR-7");
        assertThatThrownBy(() -> new BuilderImageStep().start(contexts.context))
                .hasMessageStartingWith("builderImage without checkOnly: this is a run of pull request PR-7");
        assertThatThrownBy(() -> new EnvoyBuildStep("manifest.yaml").start(contexts.context))
                .hasMessageStartingWith("envoyBuild: this is a run of pull request PR-7");
    }

    @Test
    void parts_of_builder_images_are_refused_by_themselves_too() {
        builds("PR-7", ChangeRequestSCMHead.class);
        StepContext context = mock(StepContext.class);
        BuilderPlan plan = BuilderSamples.plan();
        assertThatThrownBy(() -> new MakeBuilderImagesStep.Execution(
                                context, plan, plan.getBranches().get(0), SomeChoices.REGISTRY)
                        .registries(run))
                .hasMessageStartingWith("makeBuilderImages: this is a run of pull request PR-7");
        assertThatThrownBy(() -> new PublishBuilderImagesStep.Execution(context, plan, List.of(), SomeChoices.REGISTRY)
                        .registries(run))
                .hasMessageStartingWith("publishBuilderImages: this is a run of pull request PR-7");
    }

    @Test
    void a_stage_of_theirs_pushes_to_no_registry() {
        builds("PR-7", ChangeRequestSCMHead.class);
        RegistryChoice anonymous = new RegistryChoice("none", List.of(), "");
        StagingExecution registry =
                new CollectImagesStep.Execution(mock(StepContext.class), Samples.plan(), List.of(), anonymous);
        assertThatThrownBy(() -> registry.registries(run)).hasMessageContaining("which publishes nothing");
        StagingExecution layout = new CollectImagesStep.Execution(
                mock(StepContext.class), Samples.plan().only("linux/amd64", "oci:/srv/x"), List.of(), anonymous);
        assertThatCode(() -> layout.registries(run)).doesNotThrowAnyException();
    }

    @Test
    void they_get_no_credentials() throws Exception {
        builds("PR-7", ChangeRequestSCMHead.class);
        system.configuration.setHub("h.example/x");
        system.configuration.setCredentialsId("system");
        system.configuration.setGitCredentialsId("git");
        Logins logins = new Logins(run, new Defaults(system.configuration));
        RegistryLogin none = RegistryLogin.none();
        assertThat(logins.users(none, "", List.of("h.example/x"))).isSameAs(none);
        assertThat(logins.users(none, "none", List.of("h.example/x"))).isSameAs(none);
        assertThatCode(() -> Serialized.copy(logins.git(new GitChoice("", List.of()))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> logins.users(none, "own", List.of("h.example/x")))
                .hasMessage("this is a run of pull request PR-7, which gets no credentials: not 'own'");
        assertThatThrownBy(() -> logins.git(new GitChoice("own", List.of("github.com"))))
                .hasMessageEndingWith("not 'own'");
    }

    private void builds(String name, Class<?> mixin) {
        SCMHead head = mock(SCMHead.class, withSettings().extraInterfaces(mixin));
        when(head.getName()).thenReturn(name);
        system.heads.when(() -> SCMHead.HeadByItem.findHead(any())).thenReturn(head);
    }
}
